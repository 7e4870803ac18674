/** What rules cost that are about other mails, and what it costs that there could be some: contestants side by side, as a ratio. */
import { cell } from './cells.ts'
import { ofFaults, pairCells, pairClaims } from './pairs.ts'
import { sizeName, table, verdicts } from './report.ts'
import type { Scripts } from './servers/build.ts'
import type { Contestant } from './servers/contestants.ts'
import type { Machine } from './servers/machine.ts'
import { MAILS, measureSideBySide, TURNS, type Rounds } from './side-by-side.ts'

/** Bytes of a mail: where most commands come in a second, and the usual size. */
const SIZES = [1_000, 10_000]
const CONNECTIONS = 10

/** Measures and prints. */
export async function costOfRules(
  contestants: readonly Contestant[],
  how: { rounds: number; scripts: Scripts; machine: Machine },
): Promise<void> {
  const measured: { row: string; rounds: Rounds }[] = []
  for (const size of SIZES) {
    const row = `${sizeName(size)}, ${CONNECTIONS} kept`
    measured.push({ row, rounds: await measureSideBySide(contestants, { size, connections: CONNECTIONS }, how) })
    console.error(`${row} is done`)
  }
  console.log(['', '# receive, and rules for other mails', '', ...how.machine.described].join('\n'))
  console.log(
    `${how.rounds} rounds of new processes, all at once, each with ${TURNS} turns of ${MAILS} mails among the others'.`,
  )
  console.log('Of a contestant: medians of mails per second, and of milliseconds of CPU that the server used for one.')
  console.log("Of two: of each round the median of its turns' ratios; of these the median, the lowest and the highest.")
  console.log('Above 1 the first is the better.\n')
  const names = contestants.map(({ name }) => name)
  const cells = measured.map(({ row, rounds }) => [row, ...names.map((name) => cell(rounds.get(name)?.flat()))])
  console.log(table(['mails, connections', ...names], cells))
  const body = measured.flatMap(({ row, rounds }) =>
    ofFaults.map((pair) => [`${row}: ${pair.ours} : ${pair.other}`, ...pairCells(rounds, pair)]),
  )
  console.log(`\n${table(['', 'rate', 'mails per CPU second'], body)}`)
  const claims = measured.flatMap(({ row, rounds }) => ofFaults.flatMap((pair) => pairClaims(row, rounds, pair)))
  console.log(`\n${verdicts(claims)}`)
}
