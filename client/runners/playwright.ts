/**
 * mailsink for Playwright: a `test` with an inbox of its own for each test, matchers, and mail shown in a page.
 *
 *     import { expect, openEmail, test } from 'mailsink/playwright'
 *
 *     test('resets a password', async ({ page, inbox }) => {
 *       …
 *       await openEmail(page, await inbox.waitFor({ subject: 'reset your password' }))
 *       await page.getByRole('link', { name: 'Reset password' }).click()
 *     })
 *
 * A failed test has its mail attached: what came and what was refused, every .eml, every conversation.
 */
import { test as base, expect as baseExpect, type TestInfo } from '@playwright/test'
import type { Inbox, Sink, SnapshotOptions } from '../sink.ts'
import { attachmentsOf } from './mail-report.ts'
import { matchers } from './matchers.ts'
import { snapshotText } from './snapshot.ts'
import { openSink } from './start.ts'

export { openEmail } from './open-email.ts'

export interface MailFixtures {
  /** One for each test, named after it; closed at the end, its mail kept when the test failed. */
  inbox: Inbox
}

export interface MailWorkerFixtures {
  /** One for each worker: the one that MAILSINK_URL names, or one in this process. */
  sink: Sink
}

/** Playwright's `test` with `sink` and `inbox`, for `mergeTests`. Nothing is started for a test that asks for neither. */
export const mailTest = base.extend<MailFixtures, MailWorkerFixtures>({
  sink: [
    // Playwright reads the names of what a fixture needs off its first parameter.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const sink = await openSink()
      await use(sink)
      await sink.stop()
    },
    { scope: 'worker' },
  ],
  inbox: async ({ sink }, use, testInfo) => {
    const inbox = await sink.inbox({ name: testInfo.title })
    await use(inbox)
    const failed = testInfo.status !== testInfo.expectedStatus
    if (failed) await attachMail(testInfo, sink, inbox)
    await inbox.close({ keep: failed, judge: !failed })
  },
})

export const test = mailTest

/** Playwright's `expect` with the matchers of mail. */
export const expect = baseExpect.extend({
  ...matchers,
  async toMatchEmailSnapshot(received: unknown, options?: SnapshotOptions) {
    baseExpect(await snapshotText(this, received, options)).toMatchSnapshot()
    return { pass: true, message: () => '' }
  },
})

/** A sink that does not answer must not hide why the test failed. */
async function attachMail(testInfo: TestInfo, sink: Sink, inbox: Inbox): Promise<void> {
  try {
    for (const { name, body, contentType } of await attachmentsOf(sink, inbox))
      await testInfo.attach(name, { body: Buffer.from(body), contentType })
  } catch (error) {
    await testInfo.attach('mail.txt', {
      body: `The mail could not be attached: ${String(error)}`,
      contentType: 'text/plain',
    })
  }
}
