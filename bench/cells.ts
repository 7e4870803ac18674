/** What several runs of one contestant come to. */
import type { LoadResult } from './load/options.ts'
import { digits, median } from './report.ts'

/** Above this share of a core the generator, and no longer the server, is what is measured. */
export const generatorBusy = 0.9

/** Mails per second, and milliseconds of CPU; with * where the generator was the busy one. */
export function cell(results: LoadResult[] | undefined): string {
  if (!results || results.length === 0) return '-'
  const busy = median(results.map(({ generatorCpu, seconds: wall }) => generatorCpu / wall)) > generatorBusy
  const used = cpu(results)
  return `${digits(rate(results))}${busy ? '*' : ''}${used === null ? '' : ` (${digits(used)} ms)`}`
}

/** Mails per second. */
export const rateOf = ({ count, seconds }: LoadResult): number => count / seconds

export const rate = (results: LoadResult[]): number => median(results.map(rateOf))

/** Milliseconds of the server for one mail. */
export function cpu(results: LoadResult[]): number | null {
  const known = results.flatMap(({ serverCpu, count }) => (serverCpu === null ? [] : [(serverCpu / count) * 1000]))
  return known.length === 0 ? null : median(known)
}
