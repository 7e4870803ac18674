/** Workers side by side at one sink, each with inboxes and rules of its own, round by round; told by a seed. */
import type { Sink } from '../../../../client/sink.ts'
import { seeded } from '../../../support/smtp-random.ts'
import { describePlan, planRound } from './plan.ts'
import { type Outcome, playRound, type Ports } from './round.ts'

export interface Game {
  readonly workers: number
  /** Of each worker. */
  readonly rounds: number
  readonly seed: number
}

/** The sums of the rounds, and all that was wrong, each with its round. With the first that is wrong no other begins. */
export async function play(sink: Sink, ports: Ports, { workers, rounds, seed }: Game): Promise<Outcome> {
  let isClean = true
  const outcomes = await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const random = seeded(seed * 1000 + worker)
      const played: Outcome[] = []
      for (let round = 0; round < rounds && isClean; round += 1) {
        const plan = planRound(random)
        const outcome = await playRound(sink, ports, plan).catch((error: unknown) => broken(error))
        const wrong = outcome.wrong.map((text) => `worker ${worker}, round ${round}, ${describePlan(plan)}: ${text}`)
        if (wrong.length > 0) isClean = false
        played.push({ ...outcome, wrong })
      }
      return played
    }),
  )
  const all = outcomes.flat()
  const sum = (of: (outcome: Outcome) => number) => all.reduce((total, outcome) => total + of(outcome), 0)
  return {
    attempts: sum(({ attempts }) => attempts),
    strikes: sum(({ strikes }) => strikes),
    kept: sum(({ kept }) => kept),
    wrong: all.flatMap(({ wrong }) => wrong),
  }
}

const broken = (error: unknown): Outcome => ({ attempts: 0, strikes: 0, kept: 0, wrong: [String(error)] })
