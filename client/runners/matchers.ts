/** What can be asked of an inbox or a sink, and of the messages in it: the same for every runner with `expect.extend`. */
import type { Criteria } from '../criteria.ts'
import type { SnapshotOptions } from '../sink.ts'
import type { CountOptions, NoneOptions, WaitOptions } from '../wait-options.ts'
import type { Retries } from '../attempts.ts'
import { asked } from './asked.ts'
import { type DeliveryOptions, deliveryMatchers } from './delivery-matchers.ts'
import { messageMatchers } from './message-matchers.ts'
import { waitingOf } from './receiver.ts'
import type { State, Verdict } from './verdict.ts'

/** Of `toHaveReceived` those of a wait count, of `.not.toHaveReceived` those of a proof of absence. */
export interface ReceivedOptions extends WaitOptions, NoneOptions {}

/** The matchers as a test sees them. */
export interface MailMatchers {
  /**
   * An inbox or a sink has a mail that fits, or gets it in time; the mail counts as taken only with `consume`.
   * With `.not`: none comes, which is believed after a quiet period (`quiet`, `until`, `before`).
   *
   *     await expect(inbox).toHaveReceived({ subject: 'welcome' })
   *     await expect(inbox).not.toHaveReceived({ subject: 'invoice' })
   */
  toHaveReceived(criteria?: Criteria, options?: ReceivedOptions): Promise<void>
  /** Exactly so many fit, and no more come for the quiet period. */
  toHaveReceivedTimes(times: number, criteria?: Criteria, options?: CountOptions): Promise<void>
  /** A fault has struck: so often exactly, or without a number at least once. Looks now, and does not wait. */
  toHaveBeenHit(times?: number): Promise<void>
  /**
   * The one mail that fits was tried again so many times, and no more for the quiet period.
   *
   *     await expect(inbox).toHaveRetried({ times: 2, backoff: 'growing' }, { subject: 'invoice' })
   */
  toHaveRetried(retries: Retries, criteria?: Criteria, options?: DeliveryOptions): Promise<void>
  /** Every mail that fits has come to each of its recipients once: none is missing, and none came twice after a retry. */
  toHaveDeliveredOnce(criteria?: Criteria, options?: DeliveryOptions): Promise<void>
  /** A recipient of a message's envelope, of To or of Cc; exact whatever the case, `*` for anything. */
  toBeAddressedTo(address: string | RegExp): void
  /** A link of a message whose target or text contains this; `host` is where it leads, with or without its port. */
  toHaveLink(match?: string | RegExp, options?: { host?: string }): void
  /** A one-time code. A string is the whole code. */
  toHaveCode(pattern?: string | RegExp): void
  /** A file with this name and of this type; exact whatever the case, `*` for anything. */
  toHaveAttachment(wanted?: { filename?: string | RegExp; type?: string | RegExp }): void
  /** A field of the header, with this value if one is given; exact whatever the case, `*` for anything. */
  toHaveHeader(name: string, value?: string | RegExp): void
  /** The mail as text, in the runner's own store of snapshots; what changes from run to run has placeholders. */
  toMatchEmailSnapshot(options?: SnapshotOptions): Promise<void>
}

export const matchers = { toHaveReceived, toHaveReceivedTimes, ...deliveryMatchers, ...messageMatchers }

async function toHaveReceived(
  this: State,
  received: unknown,
  criteria: Criteria = {},
  options: ReceivedOptions = {},
): Promise<Verdict> {
  const waiting = waitingOf('toHaveReceived', received)
  // Not the positive answer turned round: that would spend the whole timeout, or pass before anything could come.
  if (this.isNot) return await asked(() => waiting.expectNone(criteria, options), { passed: false })
  // A question takes nothing away: whoever wants the mail too asks for it next.
  return await asked(() => waiting.waitFor(criteria, { consume: false, ...options }), { passed: true })
}

async function toHaveReceivedTimes(
  this: State,
  received: unknown,
  times: number,
  criteria: Criteria = {},
  options: CountOptions = {},
): Promise<Verdict> {
  const waiting = waitingOf('toHaveReceivedTimes', received)
  if (this.isNot)
    throw new TypeError(
      '.not.toHaveReceivedTimes would pass on any other number. Say how many are to come, or use .not.toHaveReceived.',
    )
  const none = times === 0
  return await asked(
    () =>
      none
        ? waiting.expectNone(criteria, options)
        : waiting.waitForCount(times, criteria, { exact: true, consume: false, ...options }),
    { passed: true },
  )
}
