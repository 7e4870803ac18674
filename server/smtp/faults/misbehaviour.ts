/** One connection's faults: asks at each stage whether a rule strikes, tells the transcript, and has it done. */
import type { FaultRef, FaultReply, FaultStage } from '../../../contract/fault.ts'
import type { Intake } from '../../../contract/intake.ts'
import type { FaultPlace, Strike } from '../../../contract/strike.ts'
import type { Recorder } from '../recorder.ts'
import type { Mark } from './marks.ts'
import { garbage, replyLines } from './reply-lines.ts'
import { strikeText } from './strike-text.ts'

/** What can be done to a connection. */
export interface Hands {
  /** Sends these bytes in place of a reply; after a 421 the connection ends. */
  sayInstead(bytes: string, code: number | null): void
  /** Lets the next reply end in LF without CR. */
  bareLf(): void
  /** Leaves extensions out of the next answer to EHLO. */
  hide(extensions: readonly string[]): void
  slow(bytesPerSecond: number, direction: 'server' | 'client'): void
  drop(how: 'fin' | 'rst'): void
  /** Never answers again. */
  stall(): void
  /** The client waits for us, and not we for it. */
  holding(isHolding: boolean): void
}

/** What comes next, with a fault or without. */
export interface Course {
  /** Does what is asked. */
  readonly serve: () => void
  /** Goes on after something else was said instead. */
  readonly goOn: () => void
  /** Takes note of the refusal before it goes out. */
  readonly refused?: (reply: FaultReply) => void
}

/** What is known of the mail where it is asked. */
export type Known = Omit<FaultPlace, 'stage'>

export class Misbehaviour {
  private readonly intake: Intake
  private readonly recorder: Recorder
  private readonly hands: Hands
  /** Where rules that strike a transaction are noted. */
  private readonly faults: FaultRef[]
  private timer: NodeJS.Timeout | undefined

  constructor(intake: Intake, recorder: Recorder, hands: Hands, faults: FaultRef[]) {
    this.intake = intake
    this.recorder = recorder
    this.hands = hands
    this.faults = faults
  }

  /** Whether there is no rule for a stage: mostly so, and asked for every command. */
  sleeps(stage: FaultStage): boolean {
    return !this.intake.hasFaults(stage)
  }

  /**
   * Serves, unless a rule has something else in mind. `known` is asked only where there are rules for the stage, and gives
   * null for what will be refused anyway.
   */
  meet(stage: FaultStage, known: () => Known | null, course: Course): void {
    const strike = this.noted(stage, known)
    if (strike === null) course.serve()
    else this.act(strike, course)
  }

  /** The rule that strikes here, noted; it has yet to be acted on. */
  noted(stage: FaultStage, known: () => Known | null): Strike | null {
    const strike = this.ask(stage, known)
    if (strike !== null) this.note(strike, null)
    return strike
  }

  /** The rule that strikes here, counted; it has yet to be noted and acted on. */
  ask(stage: FaultStage, known: () => Known | null): Strike | null {
    if (!this.intake.hasFaults(stage)) return null
    const mail = known()
    if (mail === null) return null
    // Field by field: a spread would cost more than the question.
    const { from, to, user, delivery } = mail
    const strike = this.intake.strike({ stage, from, to, user, delivery }, this.recorder)
    if (strike !== null && ofTransaction.has(stage)) this.faults.push(strike.fault)
    return strike
  }

  /** Tells of a strike; `message` is the mail that was kept first. */
  note(strike: Strike, message: string | null): void {
    const { headway } = this.recorder
    const entry = this.recorder.fault(strike.fault, strikeText(strike, message), markOf(strike))
    const transaction = headway.inTransaction ? headway.transaction : null
    this.intake.struck(strike, this.recorder, { entry, transaction, message })
  }

  act({ stage, reply, action }: Strike, course: Course): void {
    const { hands } = this
    const answer = () => {
      if (reply === null) return course.serve()
      course.refused?.(reply)
      hands.sayInstead(replyLines(reply), reply.code)
      course.goOn()
    }
    switch (action?.type) {
      case undefined:
        return answer()
      case 'delay':
        return this.later(action.delay, answer)
      case 'drop':
        return hands.drop(action.how)
      case 'stall':
        // What still comes is recorded, and answered by nobody.
        hands.stall()
        return course.goOn()
      case 'trickle':
        hands.slow(action.bytesPerSecond, action.direction)
        return course.serve()
      case 'hide':
        hands.hide(action.extensions)
        return course.serve()
      case 'garble':
        if (action.how === 'bare-lf') {
          hands.bareLf()
          return course.serve()
        }
        hands.sayInstead(garbage(action.how, stage), null)
        return course.goOn()
      case 'tls':
        // Done where the handshake is: at no other stage is there such a rule.
        return course.serve()
    }
  }

  /** The connection is closed: nothing is done any more. */
  end(): void {
    clearTimeout(this.timer)
  }

  private later(delay: number, then: () => void): void {
    const { marks, headway } = this.recorder
    const { snubbed } = marks
    // Unless the client leaves meanwhile, there is an answer yet.
    marks.snub(headway.verb)
    this.hands.holding(true)
    this.timer = setTimeout(() => {
      marks.snubbed = snubbed
      this.hands.holding(false)
      then()
    }, delay).unref()
  }
}

const ofTransaction: ReadonlySet<FaultStage> = new Set(['mail', 'rcpt', 'data', 'payload', 'end'])

/** Whether what was asked for is done in the end, whatever else is. */
export function serves({ reply, action }: Strike): boolean {
  if (reply !== null || action === null) return false
  if (action.type === 'garble') return action.how === 'bare-lf'
  return action.type === 'delay' || action.type === 'trickle' || action.type === 'hide'
}

function markOf(strike: Strike): Mark {
  if (strike.reply !== null) return 'refusal'
  if (!serves(strike)) return 'silence'
  return strike.action?.type === 'trickle' ? 'lasting' : 'aside'
}
