/**
 * mailsink for Vitest: a `test` with an inbox of its own for each test, and matchers.
 *
 *     import { expect, test } from 'mailsink/vitest'
 *
 *     test('welcomes a new user', async ({ inbox }) => {
 *       await app.signUp(inbox.address('ann'))
 *       await expect(inbox).toHaveReceived({ subject: 'welcome' })
 *     })
 *
 * Importing it, or naming it in `setupFiles`, teaches the matchers to every `expect` of the run.
 */
import { expect, onTestFinished, type TestAPI, test as base } from 'vitest'
import type { Fault } from '../fault.ts'
import type { Inbox, Sink, SnapshotOptions } from '../sink.ts'
import { type MailMatchers, matchers } from './matchers.ts'
import { snapshotText } from './snapshot.ts'
import { openSink } from './start.ts'

declare module 'vitest' {
  // The parameter has to be there, and to be called so, to be the same interface.
  // eslint-disable-next-line typescript/no-explicit-any, typescript/no-unused-vars
  interface Matchers<T = any> extends MailMatchers {}
}

/** What `test` hands to each test. */
export interface MailFixtures {
  /** One for each worker: the one that MAILSINK_URL names, or one in this process. */
  sink: Sink
  /** One for each test, named after it; closed at the end, its mail kept when the test failed. */
  inbox: Inbox
}

/** Vitest's `test` with `sink` and `inbox`. Nothing is started for a test that asks for neither. */
export const test: TestAPI<MailFixtures> = base.extend<MailFixtures>({
  sink: [
    // Vitest reads the names of what a fixture needs off its first parameter.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const sink = await openSink()
      const fault = sink.fault.bind(sink)
      sink.fault = async (asked) => endWithTest(fault(asked))
      await use(sink)
      await sink.stop()
    },
    { scope: 'worker' },
  ],
  inbox: async ({ sink, task }, use) => {
    const inbox = await sink.inbox({ name: task.name })
    await use(inbox)
    const failed = task.result?.state === 'fail'
    await inbox.close({ keep: failed, judge: !failed })
  },
})

/**
 * Vitest passes over what a fixture of a worker throws at its end, so a fault of the sink is judged at the end of the test
 * that made it. Which of several that run at once that was it does not know; nor is there one in `beforeAll`.
 */
async function endWithTest(making: Promise<Fault>): Promise<Fault> {
  try {
    onTestFinished(async ({ task }) => {
      // One that could not be made has failed where it was made.
      const fault = await making.catch(() => null)
      if (task.concurrent !== true)
        await (task.result?.state === 'fail' ? fault?.remove() : fault?.[Symbol.asyncDispose]())
    })
  } catch {
    // It is left to whoever made it to dispose of it.
  }
  return making
}

expect.extend({
  ...matchers,
  async toMatchEmailSnapshot(received: unknown, options?: SnapshotOptions) {
    const text = await snapshotText(this, received, options)
    // The test's own expect knows which test this is, also where several run at once.
    const { task } = this as { task?: { context: { expect: typeof expect } } }
    ;(task?.context.expect ?? expect)(text).toMatchSnapshot()
    return { pass: true, message: () => '' }
  },
})

export { expect }
export type { DeliveryOptions } from './delivery-matchers.ts'
export type { MailMatchers, ReceivedOptions } from './matchers.ts'
