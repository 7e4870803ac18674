/** What the matchers say of faults, retries and doubles, to Vitest's expect; node:test asserts by the same functions. */
// The linter knows only a `test` that comes from vitest itself.
/* eslint-disable vitest/no-standalone-expect */
import { AssertionError } from 'node:assert'
import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { assertDeliveredOnce, assertHit, assertRetried } from '../../client/runners/node-test.ts'
import { test } from '../../client/runners/vitest.ts'
import type { Inbox, Sink } from '../../client/sink.ts'

/** An app that tries again after each of these pauses (ms), until it gets through. */
async function trying({ smtp: { host, port } }: Sink, inbox: Inbox, pauses: readonly number[], subject = 'Invoice') {
  const app = createTransport({ host, port, ignoreTLS: true })
  const mail = {
    from: 'shop@acme.test',
    to: inbox.address('ann'),
    subject,
    messageId: `<${subject}@acme.test>`,
    text: 'x',
  }
  for (const pause of [...pauses, null]) {
    const failed = await app.sendMail(mail).then(
      () => false,
      () => true,
    )
    if (!failed || pause === null) return
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** What a matcher prints, or `passed`. */
async function printed(inbox: Inbox, ask: () => unknown): Promise<string> {
  try {
    await ask()
    return 'passed'
  } catch (error) {
    return (error as Error).message
      .replaceAll(inbox.domain, 'inbox.test')
      .replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, '<time>')
      .replaceAll(/\b\d+ ms/g, '<pause>')
      .replaceAll(/ {2,}/g, '  ')
  }
}

const AGAIN = { stage: 'rcpt', reply: { code: 451, text: 'Try again later' } } as const

test('a fault has been hit, or so often exactly', async ({ sink, inbox }) => {
  const fault = await inbox.fault({ ...AGAIN, times: null })
  await expect(fault).not.toHaveBeenHit()
  await expect(fault).toHaveBeenHit(0)
  await trying(sink, inbox, [0])
  await expect(fault).toHaveBeenHit()
  await expect(fault).toHaveBeenHit(2)
  const [day] = new Date().toISOString().split('T')
  const rows = fault.hits.map(({ session }) => `\n  ${day}T<time>Z  session ${session}`).join('')
  expect(await printed(inbox, () => expect(fault).toHaveBeenHit(1))).toBe(
    `The fault ${fault.id} (${fault.name}) was to be hit once, and was hit 2 times:${rows}`,
  )
  expect(await printed(inbox, () => expect(fault).not.toHaveBeenHit())).toBe(
    `The fault ${fault.id} (${fault.name}) was not to be hit, and was hit 2 times:${rows}`,
  )
})

test('a fault that was not hit so often is explained by the sink', async ({ sink, inbox }) => {
  const fault = await inbox.fault({ ...AGAIN, name: 'busy', times: 3 })
  await trying(sink, inbox, [])
  const explained = await printed(inbox, () => fault.hit(2, { timeout: 0 }))
  expect(await printed(inbox, () => expect(fault).toHaveBeenHit(2))).toBe(explained)
  expect(explained).toContain('busy')
})

test('of more hits than a fault keeps it is told by their number', async ({ inbox }) => {
  const kept = { at: new Date(0), session: 's', transaction: 1, entry: 4, message: null }
  const fault = { id: 'f_1', name: 'busy', count: 1200, hits: Array.from({ length: 1000 }, () => kept) }
  const struck = { ...fault, refresh: async () => struck }
  await expect(struck).toHaveBeenHit(1200)
  expect(await printed(inbox, () => expect(struck).toHaveBeenHit(1500))).toMatch(
    /^The fault f_1 \(busy\) was to be hit 1500 times, and was hit 1200 times:\n[^]*\n {2}and 1190 more$/,
  )
})

test('a mail was tried again so many times', async ({ sink, inbox }) => {
  await inbox.fault({ ...AGAIN, times: 2 })
  const retried = expect(inbox).toHaveRetried({ times: 2, backoff: 'growing' }, { subject: 'invoice' }, { quiet: 1 })
  await trying(sink, inbox, [20, 150])
  await retried
  await expect(inbox).toHaveRetried({ times: 2 }, {}, { quiet: 1 })
})

test('a mail that was not tried again so many times is shown with its attempts', async ({ sink, inbox }) => {
  await inbox.fault(AGAIN)
  await trying(sink, inbox, [0])
  const { id = '' } = (await inbox.messages())[0] ?? {}
  const table = `
  time  pause  outcome  reply
  <time>  refused  451 4.3.0 Try again later
  <time>  <pause>  delivered  250 2.6.0 OK, kept as ${id}`
  const ask = (times: number) => () => expect(inbox).toHaveRetried({ times }, {}, { timeout: 1, quiet: 1 })
  expect(await printed(inbox, ask(3))).toBe(
    `The mail "Invoice" to ann@inbox.test was to be tried again 3 times, and was once.\n${table}`,
  )
  expect(await printed(inbox, ask(0))).toBe(
    `The mail "Invoice" to ann@inbox.test was not to be tried again, and was once.\n${table}`,
  )
})

test('an attempt that comes in the quiet period counts', async ({ sink, inbox }) => {
  await inbox.fault({ ...AGAIN, times: 2 })
  await trying(sink, inbox, [0])
  const asked = printed(inbox, () => expect(inbox).toHaveRetried({ times: 1 }, {}, { quiet: 1000 }))
  await trying(sink, inbox, [])
  expect(await asked).toMatch(/was to be tried again once, and was 2 times\./)
})

test('what nobody has tried is explained by the sink', async ({ inbox }) => {
  expect(
    await printed(inbox, () => expect(inbox).toHaveRetried({ times: 1 }, { subject: 'x' }, { timeout: 1 })),
  ).toMatch(/^Nobody has tried to deliver a mail that matches\.\n\nNo message matched/)
})

test('of two mails it has to be told which', async ({ sink, inbox }) => {
  await trying(sink, inbox, [], 'one')
  await trying(sink, inbox, [], 'two')
  expect(await printed(inbox, () => expect(inbox).toHaveRetried({ times: 1 }))).toBe(
    `2 mails match, and it has to be told of which one the attempts are to be counted:
  The mail "one" to ann@inbox.test, once
  The mail "two" to ann@inbox.test, once`,
  )
})

test('a mail that arrived once after a retry is delivered once', async ({ sink, inbox }) => {
  await inbox.fault(AGAIN)
  await trying(sink, inbox, [0])
  await expect(inbox).toHaveDeliveredOnce({ subject: 'invoice' }, { quiet: 1 })
  expect((await inbox.waitFor()).subject).toBe('Invoice')
})

test('a mail that was kept, and sent again, is delivered twice', async ({ sink, inbox }) => {
  await inbox.fault('dies-after-dot')
  await trying(sink, inbox, [0])
  expect(await printed(inbox, () => expect(inbox).toHaveDeliveredOnce({}, { quiet: 1 }))).toMatch(
    /^The mail "Invoice" to ann@inbox\.test was delivered twice:\n\n {2}time .*\n {2}<time> {2}unconfirmed.*\n.* delivered {2}250/,
  )
})

test('a mail that never arrived is shown with its attempts', async ({ sink, inbox }) => {
  await inbox.fault(AGAIN)
  await trying(sink, inbox, [])
  expect(await printed(inbox, () => expect(inbox).toHaveDeliveredOnce({}, { timeout: 1 }))).toMatch(
    /^The mail from shop@acme\.test to ann@inbox\.test was not delivered:\n\n {2}time.*\n {2}<time> {2}refused.*\n\nNo message matched/,
  )
})

test.each<[(inbox: Inbox) => Promise<unknown>, string]>([
  [
    async (inbox) => expect(await inbox.fault({ ...AGAIN, onUnhit: 'ignore' })).not.toHaveBeenHit(1),
    '.not.toHaveBeenHit with a number would pass on any other. Say how often it is to be hit, or leave the number out.',
  ],
  [
    (inbox) => expect(inbox).toHaveBeenHit(),
    'toHaveBeenHit looks at a fault, but this is an inbox. Make one of it: expect(await inbox.fault({ … })).',
  ],
  [
    async (inbox) => expect(await inbox.fault({ ...AGAIN, onUnhit: 'ignore' })).toHaveRetried({ times: 1 }),
    'toHaveRetried looks at an inbox or a sink, but this is a fault. Whether it has struck is asked by toHaveBeenHit.',
  ],
  [
    (inbox) => expect(inbox).not.toHaveRetried({ times: 1 }),
    '.not.toHaveRetried would pass on any other number. Say how many retries there are to be: { times: 0 } for none.',
  ],
  [
    (inbox) => expect(inbox).not.toHaveDeliveredOnce(),
    '.not.toHaveDeliveredOnce would pass for none and for two. For none it is .not.toHaveReceived, for two toHaveReceivedTimes(2).',
  ],
  [
    (inbox) => expect(inbox).toHaveRetried({ times: 1, backoff: 'growing' }),
    'Whether pauses are growing can be told of two of them, so "times" has to be at least 2, not 1.',
  ],
])('%s: is told what is wrong with it', async (ask, text) => {
  await using sink = await (await import('../../server/mailsink.ts')).startSink({ http: false })
  await using inbox = await sink.inbox()
  expect(await printed(inbox, () => ask(inbox))).toBe(text)
})

test('node:test asserts the same', async ({ sink, inbox }) => {
  const fault = await inbox.fault(AGAIN)
  await trying(sink, inbox, [0])
  await assertHit(fault, 1)
  await assertRetried(inbox, { times: 1 }, { subject: 'invoice' }, { quiet: 1 })
  await assertDeliveredOnce(inbox, {}, { quiet: 1 })
  await expect(assertHit(fault, 2)).rejects.toThrow(AssertionError)
  await expect(assertRetried(inbox, { times: 2 }, {}, { timeout: 1 })).rejects.toThrow(/was to be tried again 2 times/)
  await expect(assertDeliveredOnce(inbox, { subject: 'x' }, { timeout: 1 })).rejects.toThrow(/^No message matched/)
})
