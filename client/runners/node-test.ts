/**
 * mailsink for node:test: an inbox of its own for each test, and assertions. They suit every runner that has hooks.
 *
 *     import test from 'node:test'
 *     import { assertLink, inboxFor } from 'mailsink/node-test'
 *
 *     test('welcomes a new user', async (t) => {
 *       const inbox = await inboxFor(t)
 *       await app.signUp(inbox.address('ann'))
 *       assertLink(await inbox.waitFor({ subject: 'welcome' }), 'confirm')
 *     })
 */
import { AssertionError } from 'node:assert'
import type { Retries } from '../attempts.ts'
import type { Criteria } from '../criteria.ts'
import type { Fault } from '../fault.ts'
import type { Inbox, InboxOptions, Message, Sink } from '../sink.ts'
import { type DeliveryOptions, deliveryMatchers } from './delivery-matchers.ts'
import { messageMatchers } from './message-matchers.ts'
import { openSink } from './start.ts'
import type { Verdict } from './verdict.ts'

/** As much of a test as is needed: `t`, or for a whole file `{ after }` of node:test. */
export interface Owner {
  readonly name?: string
  /** Whether it has gone well so far; Node says so from 20.12 on. */
  readonly passed?: boolean
  after(close: () => Promise<void>): void
}

/** The sink that MAILSINK_URL names, or one in this process; stopped, or let go, at the end of its owner. */
export async function sinkFor(owner: Owner): Promise<Sink> {
  const sink = await openSink()
  owner.after(() => sink.stop())
  return sink
}

/**
 * An inbox named after the test, closed at its end; its mail is kept when the test failed. With no `sink` it opens one
 * of its own, which takes some milliseconds.
 */
export async function inboxFor(owner: Owner, options: InboxOptions & { sink?: Sink } = {}): Promise<Inbox> {
  const { sink = await openSink(), ...wish } = options
  const inbox = await sink.inbox(owner.name === undefined ? wish : { name: owner.name, ...wish })
  owner.after(async () => {
    const failed = owner.passed === false
    try {
      await inbox.close({ keep: failed, judge: !failed })
    } finally {
      if (options.sink === undefined) await sink.stop()
    }
  })
  return inbox
}

/** A recipient of the envelope, of To or of Cc; exact whatever the case, `*` for anything. */
export function assertAddressedTo(message: Message, address: string | RegExp): void {
  hold(messageMatchers.toBeAddressedTo(message, address), assertAddressedTo)
}

/** A link whose target or text contains this; `host` is where it leads, with or without its port. */
export function assertLink(message: Message, match?: string | RegExp, options?: { host?: string }): void {
  hold(messageMatchers.toHaveLink(message, match, options), assertLink)
}

/** A one-time code. A string is the whole code. */
export function assertCode(message: Message, pattern?: string | RegExp): void {
  hold(messageMatchers.toHaveCode(message, pattern), assertCode)
}

/** A file with this name and of this type; exact whatever the case, `*` for anything. */
export function assertAttachment(
  message: Message,
  wanted?: Parameters<typeof messageMatchers.toHaveAttachment>[1],
): void {
  hold(messageMatchers.toHaveAttachment(message, wanted), assertAttachment)
}

/** A field of the header, with this value if one is given; exact whatever the case, `*` for anything. */
export function assertHeader(message: Message, name: string, value?: string | RegExp): void {
  hold(messageMatchers.toHaveHeader(message, name, value), assertHeader)
}

/** A fault has struck: so often exactly, or without a number at least once. Looks now, and does not wait. */
export async function assertHit(fault: Fault, times?: number): Promise<void> {
  hold(await deliveryMatchers.toHaveBeenHit.call({}, fault, times), assertHit)
}

/** The one mail of an inbox or a sink that fits was tried again so many times, and no more for the quiet period. */
export async function assertRetried(
  inbox: Inbox | Sink,
  retries: Retries,
  criteria?: Criteria,
  options?: DeliveryOptions,
): Promise<void> {
  hold(await deliveryMatchers.toHaveRetried.call({}, inbox, retries, criteria, options), assertRetried)
}

/** Every mail that fits has come to each of its recipients once: none is missing, and none came twice after a retry. */
export async function assertDeliveredOnce(
  inbox: Inbox | Sink,
  criteria?: Criteria,
  options?: DeliveryOptions,
): Promise<void> {
  hold(await deliveryMatchers.toHaveDeliveredOnce.call({}, inbox, criteria, options), assertDeliveredOnce)
}

// The stack begins where the test called, not in here.
// eslint-disable-next-line typescript/no-unsafe-function-type
function hold({ pass, message }: Verdict, stackStartFn: Function): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn })
}
