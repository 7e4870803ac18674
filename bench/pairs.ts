/** Two contestants of the same run, round by round: what one costs against the other, and how far the rounds lie apart. */
import type { LoadResult } from './load/options.ts'
import { median, type Claim } from './report.ts'
import type { Name } from './servers/contestants.ts'

export interface Pair {
  ours: Name
  other: Name
  /** What the rate of ours has to be at least, that of the other being 1. */
  atLeast: number
}

/** What the rules of others may cost, and what they may when there are none. */
export const ofFaults: readonly Pair[] = [
  { ours: 'mailsink', other: 'before', atLeast: 0.97 },
  { ours: 'rules', other: 'mailsink', atLeast: 0.9 },
]

type Results = ReadonlyMap<Name, readonly LoadResult[]>

const rate = ({ count, seconds }: LoadResult): number => count / seconds
/** Mails for a second of the server's CPU. */
const thrift = ({ count, serverCpu }: LoadResult): number => count / (serverCpu ?? NaN)

/** The ratio of each round by its own: what slows the machine for a while hits neighbours alike. */
function ratios(results: Results, { ours, other }: Pair, of: (result: LoadResult) => number): number[] {
  const others = results.get(other) ?? []
  return (results.get(ours) ?? []).flatMap((result, round) => {
    const beside = others[round]
    const ratio = beside === undefined ? NaN : of(result) / of(beside)
    return Number.isFinite(ratio) ? [ratio] : []
  })
}

/** Median, and in brackets the lowest and the highest, of the rates and of the CPU. */
export function pairCells(results: Results, pair: Pair): string[] {
  return [rate, thrift].map((of) => {
    const all = ratios(results, pair, of)
    if (all.length === 0) return '-'
    return `${median(all).toFixed(3)} (${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)})`
  })
}

export function pairClaims(row: string, results: Results, pair: Pair): Claim[] {
  return (
    [
      ['rate', rate],
      ['mails per CPU second', thrift],
    ] as const
  ).map(([what, of]) => {
    const all = ratios(results, pair, of)
    const figure = `${row}: ${what}, ${pair.ours} : ${pair.other} (at most ${Math.round((1 - pair.atLeast) * 100)} % less)`
    return { figure, wanted: { atLeast: pair.atLeast }, measured: all.length === 0 ? null : median(all) }
  })
}
