/** Two contestants that ran side by side: what one costs against the other, and how far the rounds lie apart. */
import { rateOf } from './cells.ts'
import type { LoadResult } from './load/options.ts'
import { median, type Claim } from './report.ts'
import type { Name } from './servers/contestants.ts'
import type { Rounds } from './side-by-side.ts'

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

/** Mails for a second of the server's CPU. */
const thrift = ({ count, serverCpu }: LoadResult): number => count / (serverCpu ?? NaN)

/** Of each round the median of the ratios of its turns: what slows the machine for a while hits neighbours alike. */
function ratios(rounds: Rounds, { ours, other }: Pair, of: (result: LoadResult) => number): number[] {
  const others = rounds.get(other) ?? []
  return (rounds.get(ours) ?? []).flatMap((turns, round) => {
    const beside = others[round] ?? []
    const each = turns.map((result, turn) => of(result) / of(beside[turn]!)).filter(Number.isFinite)
    return each.length === 0 ? [] : [median(each)]
  })
}

/** Median, and in brackets the lowest and the highest, of the rates and of the CPU. */
export function pairCells(rounds: Rounds, pair: Pair): string[] {
  return [rateOf, thrift].map((of) => {
    const all = ratios(rounds, pair, of)
    if (all.length === 0) return '-'
    return `${median(all).toFixed(3)} (${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)})`
  })
}

export function pairClaims(row: string, rounds: Rounds, pair: Pair): Claim[] {
  return (
    [
      ['rate', rateOf],
      ['mails per CPU second', thrift],
    ] as const
  ).map(([what, of]) => {
    const all = ratios(rounds, pair, of)
    const figure = `${row}: ${what}, ${pair.ours} : ${pair.other} (at most ${Math.round((1 - pair.atLeast) * 100)} % less)`
    return { figure, wanted: { atLeast: pair.atLeast }, measured: all.length === 0 ? null : median(all) }
  })
}
