/**
 * mailsink for Jest: an inbox of its own for each test, and matchers.
 *
 *     import { useInbox } from 'mailsink/jest'
 *
 *     const mail = useInbox()
 *     test('welcomes a new user', async () => {
 *       await app.signUp(mail.inbox.address('ann'))
 *       await expect(mail.inbox).toHaveReceived({ subject: 'welcome' })
 *     })
 *
 * Importing it, or naming it in `setupFilesAfterEnv`, teaches the matchers to `expect`.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import type { Inbox, InboxOptions, Sink, SnapshotOptions } from '../sink.ts'
import { type MailMatchers, matchers } from './matchers.ts'
import { snapshotText } from './snapshot.ts'
import { openSink } from './start.ts'

// For `expect` of @jest/globals.
declare module 'expect' {
  // The parameters have to be there, and to be called so, to be the same interface.
  // eslint-disable-next-line typescript/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> extends MailMatchers {}
}

// For the global `expect` of @types/jest.
declare global {
  namespace jest {
    // eslint-disable-next-line typescript/no-unused-vars
    interface Matchers<R, T = {}> extends MailMatchers {}
  }
}

/** What the hooks of `useInbox` provide. Both throw outside of a test. */
export interface MailHooks {
  /** One for each file: the one that MAILSINK_URL names, or one in this process. */
  readonly sink: Sink
  /** One for each test, named after it, and closed at its end. */
  readonly inbox: Inbox
}

/** Registers the hooks that open a sink and, for each test of the file or the `describe`, an inbox. */
export function useInbox(options: InboxOptions = {}): MailHooks {
  let sink: Sink | null = null
  let inbox: Inbox | null = null
  beforeAll(async () => {
    sink = await openSink()
  })
  beforeEach(async () => {
    const name = expect.getState().currentTestName
    inbox = (await sink?.inbox(name === undefined ? options : { name, ...options })) ?? null
  })
  afterEach(async () => {
    const done = inbox
    inbox = null
    await done?.close()
  })
  afterAll(async () => {
    await sink?.stop()
    sink = null
  })
  return {
    get sink() {
      return sink ?? tooEarly('sink')
    },
    get inbox() {
      return inbox ?? tooEarly('inbox')
    },
  }
}

function tooEarly(what: string): never {
  throw new Error(`The ${what} of useInbox() is there while a test runs. Ask for it inside of one: mail.${what}.`)
}

expect.extend({
  ...matchers,
  async toMatchEmailSnapshot(received: unknown, options?: SnapshotOptions) {
    // eslint-disable-next-line vitest/no-standalone-expect
    expect(await snapshotText(this, received, options)).toMatchSnapshot()
    return { pass: true, message: () => '' }
  },
})

export type { DeliveryOptions } from './delivery-matchers.ts'
export type { MailMatchers, ReceivedOptions } from './matchers.ts'
