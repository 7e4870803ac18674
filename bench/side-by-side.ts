/** What contestants that differ by a few per cent take: all run at once, and have turns too short for the machine to change. */
import type { LoadResult, Phase } from './load/options.ts'
import { runTurns, type Turns } from './load/run.ts'
import { rotated } from './rotated.ts'
import type { Scripts } from './servers/build.ts'
import { startContestant, type Contestant, type Name, type Started } from './servers/contestants.ts'
import type { Machine } from './servers/machine.ts'

/** Turns of each contestant in a round. */
export const TURNS = 60
/** Mails of a turn. */
export const MAILS = 500
const TURN: Phase = { messages: MAILS, seconds: 5 }
/** What a server is sent before its first turn: its code is compiled by then, and its heap grows no more. */
const START: Phase = { messages: 20_000, seconds: 5 }

/** Of each contestant the results of each round, turn by turn. */
export type Rounds = ReadonlyMap<Name, readonly (readonly LoadResult[])[]>

export async function measureSideBySide(
  contestants: readonly Contestant[],
  load: Pick<Turns, 'size' | 'connections'>,
  { rounds, scripts, machine }: { rounds: number; scripts: Scripts; machine: Machine },
): Promise<Rounds> {
  const results = new Map<Name, LoadResult[][]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    // Another is started first each time, so that none always has the fresher machine.
    const order = rotated(contestants, round)
    const started: Started[] = []
    try {
      for (const contestant of order) started.push(await startContestant(contestant, machine))
      const turns: Turns = { ...load, start: START, turn: TURN, turns: TURNS }
      const measured = await runTurns(started, turns, scripts, machine)
      for (const server of started) await server.check()
      for (const [n, { name }] of order.entries()) results.get(name)!.push(measured[n]!)
    } finally {
      for (const server of started) await server.stop()
    }
  }
  return results
}
