/** A store with rules, a clock that is turned by hand, and sessions that come by a stage as the SMTP room would. */
import type { Fault, FaultSpec } from '../../../contract/fault.ts'
import type { Delivery } from '../../../contract/intake.ts'
import type { FaultPlace, Strike } from '../../../contract/strike.ts'
import { WirePayload } from '../../../server/smtp/payload.ts'
import type { Recorder } from '../../../server/smtp/recorder.ts'
import { fedStore, type Fed } from '../feeding.ts'

export interface Hand {
  readonly fed: Fed
  readonly add: (spec: FaultSpec) => Promise<Fault>
  /** Asks at a stage, by default RCPT for ann@x.test; a new session unless one is given. */
  readonly ask: (place?: Partial<FaultPlace>, session?: Recorder) => Strike | null
  /** The name of the rule that strikes there. */
  readonly who: (place?: Partial<FaultPlace>, session?: Recorder) => string | null
  readonly pass: (ms: number) => void
  readonly waiting: () => number
}

export function atHand(): Hand {
  let time = Date.UTC(2026, 0, 1)
  const timers = new Set<{ at: number; run: () => void }>()
  const later = (ms: number, run: () => void) => {
    const timer = { at: time + ms, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }
  const fed = fedStore({}, () => time, later)
  const ask = (place: Partial<FaultPlace> = {}, session = fed.open()) =>
    fed.intake.strike({ ...RCPT, ...place }, session)
  return {
    fed,
    add: (spec) => fed.store.createFault(spec),
    ask,
    who: (place, session) => ask(place, session)?.fault.name ?? null,
    pass(ms) {
      time += ms
      for (const timer of timers) {
        if (timer.at > time) continue
        timers.delete(timer)
        timer.run()
      }
    },
    waiting: () => timers.size,
  }
}

export const RCPT: FaultPlace = {
  stage: 'rcpt',
  from: 'shop@x.test',
  to: ['ann@x.test'],
  user: null,
  delivery: null,
}

/** A rule that refuses ann@x.test at RCPT, once. */
export const ANN = { scope: { rcpt: 'ann@x.test' }, stage: 'rcpt', reply: { code: 451 } } satisfies FaultSpec

/** A mail that has come, for the stage `end`. */
export function deliveryOf(text: string, { session }: Recorder, transaction = 1): Delivery {
  const payload = new WirePayload()
  payload.add(Buffer.from(text))
  payload.finish()
  return {
    payload,
    envelope: { from: 'shop@x.test', to: ['ann@x.test'], parameters: {}, recipients: [] },
    session: {
      id: session.id,
      transaction,
      listener: session.listener,
      address: session.remote.address,
      helo: null,
      user: null,
      tls: null,
    },
    faults: [],
  }
}
