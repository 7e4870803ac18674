/** What faults have to do with what is said in a session: which lines bear a mark, and what a rule is to blame for. */
import type { FaultRef } from '../../../contract/fault.ts'

/**
 * How a strike shows: by a `refusal` of its own; by `silence`, or what is no proper answer; `aside` of the answer that
 * would have come anyway; or so, and `lasting` to the end.
 */
export type Mark = 'refusal' | 'silence' | 'aside' | 'lasting'

export class FaultMarks {
  /** The rule that struck last. */
  last: FaultRef | null = null
  /** Id of the rule that what is said now bears the mark of: until the client's next line, or to the end. */
  id: string | null = null
  /** The verb that a rule left without a proper answer. */
  snubbed: string | null = null
  private mark: Mark = 'aside'

  /** The rule that a refusal now would be the work of. */
  get blamed(): FaultRef | null {
    return this.id !== null && (this.mark === 'refusal' || this.mark === 'silence') ? this.last : null
  }

  strike(fault: FaultRef, mark: Mark, verb: string | null): void {
    this.last = fault
    this.id = fault.id
    this.mark = mark
    if (mark === 'silence') this.snub(verb)
  }

  /** The first counts; and whoever says goodbye needs no answer. */
  snub(verb: string | null): void {
    if (verb !== 'QUIT') this.snubbed ??= verb
  }

  /** The client says something new. */
  nextLine(): void {
    if (this.id !== null && this.mark !== 'lasting') this.id = null
  }
}
