/** Contestants that are compared to a few per cent: all run at once, and take the load by turns too short for the machine to change. */
import type { LoadResult, Phase } from './load/options.ts'
import { runLoad, type Load } from './load/run.ts'
import type { Scripts } from './servers/build.ts'
import { startContestant, type Contestant, type Name, type Started } from './servers/contestants.ts'
import type { Machine } from './servers/machine.ts'

/** Turns of each contestant in a round. */
export const TURNS = 12
/** What a server is sent before its first turn: its code is compiled by then. */
const START: Phase = { messages: 20_000, seconds: 1.5 }
/** What comes first in each turn: the generator is a new process, and has to be compiled as well. */
const WARMUP: Phase = { messages: 2_000, seconds: 0.2 }
/** Mails of one turn; the time is up before. */
const MOST = 1e6

/** One round: new processes, and for each what its turns come to. `seconds` is that of a turn; `shift` is who begins. */
export async function measureSideBySide(
  contestants: readonly Contestant[],
  load: Pick<Load, 'size' | 'connections' | 'mode'>,
  { seconds, shift, scripts, machine }: { seconds: number; shift: number; scripts: Scripts; machine: Machine },
): Promise<ReadonlyMap<Name, LoadResult>> {
  const started = new Map<Name, Started>()
  const sums = new Map<Name, LoadResult>()
  const run = (server: Started, warmup: Phase, measured: Phase) =>
    runLoad(server, { ...load, warmup, measured }, scripts, machine)
  try {
    for (const contestant of turned(contestants, shift)) {
      const server = await startContestant(contestant, machine)
      started.set(contestant.name, server)
      await run(server, START, WARMUP)
    }
    for (let turn = 0; turn < TURNS; turn++)
      for (const { name } of turned(contestants, shift + turn, turn % 2 === 1)) {
        const result = await run(started.get(name)!, WARMUP, { messages: MOST, seconds })
        sums.set(name, sum(sums.get(name), result))
      }
    for (const server of started.values()) await server.check()
  } finally {
    for (const server of started.values()) await server.stop()
  }
  return sums
}

/** The same, beginning with another, and in the other order: none always comes after the same neighbour. */
function turned<T>(all: readonly T[], by: number, isReversed = false): T[] {
  const first = by % all.length
  const order = [...all.slice(first), ...all.slice(0, first)]
  return isReversed ? order.toReversed() : order
}

function sum(before: LoadResult | undefined, turn: LoadResult): LoadResult {
  if (before === undefined) return turn
  return {
    count: before.count + turn.count,
    seconds: before.seconds + turn.seconds,
    serverCpu: before.serverCpu === null || turn.serverCpu === null ? null : before.serverCpu + turn.serverCpu,
    generatorCpu: before.generatorCpu + turn.generatorCpu,
  }
}
