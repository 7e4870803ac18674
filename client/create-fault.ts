/** A fault in the hands of a test, on any transport. */
import type * as Wire from '../contract/fault.ts'
import { called } from './common.ts'
import { milliseconds } from './duration.ts'
import { BadRequestError, FaultNotHitError, HistoryLostError } from './errors.ts'
import type { Fault, FaultHit } from './fault.ts'
import { checkOptions } from './options.ts'
import { Deadline, MOST } from './requests.ts'
import type { HitsAnswer, Transport } from './transport.ts'
import { PATIENCE } from './wait-some.ts'

/** What becomes of it at its end is its keeper's to say. */
export interface Ends {
  removed(): void
  dispose(): Promise<void>
}

export class CreatedFault implements Fault {
  readonly id: string
  readonly name: string
  readonly stage: Wire.FaultStage
  state: Wire.FaultState = 'active'
  count = 0
  hits: readonly FaultHit[] = []
  // Private by the language, so that a runner that prints a fault does not print the way to the sink.
  readonly #transport: Transport
  readonly #ends: Ends

  constructor(wire: Wire.Fault, transport: Transport, ends: Ends) {
    this.#transport = transport
    this.#ends = ends
    this.id = wire.id
    this.name = wire.name
    this.stage = wire.stage
    this.#see(wire)
  }

  hit(n = 1, options: Parameters<Fault['hit']>[1] = {}): Promise<FaultHit> {
    return called(async () => {
      checkOptions(options)
      const { timeout = PATIENCE, signal } = options
      if (!Number.isInteger(n) || n < 1 || n > MOST)
        throw new BadRequestError(`There is no hit number ${n}: it has to be a number from 1 to ${MOST}.`)
      const answer = await this.#wait(n, new Deadline(milliseconds('timeout', timeout)), signal)
      const hit = this.hits[n - 1]
      if (answer.kind !== 'hit' || hit === undefined) throw new FaultNotHitError(messageOf(answer), [this.id])
      return hit
    })
  }

  refresh(): Promise<Fault> {
    return called(async () => {
      const wire = await this.#transport.fault(this.id)
      if (wire === null)
        throw new HistoryLostError(
          `There is no fault "${this.id}" (${this.name}): it was removed, its inbox was closed, it was over long ago, or ` +
            'mailsink was restarted since.',
        )
      this.#see(wire)
      return this
    })
  }

  remove(): Promise<void> {
    return called(async () => {
      await this.#transport.deleteFault(this.id)
      this.#ends.removed()
    })
  }

  /** Why it was never hit, in words; null when it was. */
  async unhit(): Promise<string | null> {
    const answer = await this.#wait(1, new Deadline(0), undefined)
    return answer.kind === 'hit' || this.count > 0 ? null : answer.message
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#ends.dispose()
  }

  async #wait(n: number, deadline: Deadline, signal: AbortSignal | undefined): Promise<HitsAnswer> {
    for (;;) {
      const slice = deadline.slice(0)
      const answer = await this.#transport.waitForHit(this.id, n, slice.timeout, signal)
      if (answer.kind === 'hit') this.#see(answer.fault)
      if (answer.kind !== 'timeout') return answer
      deadline.pass(slice)
      if (deadline.left === 0) return answer
    }
  }

  #see({ state, count, hits }: Wire.Fault): void {
    this.state = state
    this.count = count
    this.hits = hits.map((hit) => ({ ...hit, at: new Date(hit.at) }))
  }
}

const messageOf = (answer: HitsAnswer) => (answer.kind === 'hit' ? 'The sink tells of no such hit.' : answer.message)
