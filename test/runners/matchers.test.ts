/** What the matchers say, to Vitest's expect; the other runners call the same functions. */
// The linter knows only a `test` that comes from vitest itself.
/* eslint-disable vitest/no-standalone-expect */
import { afterAll, beforeAll, expect } from 'vitest'
import type { Inbox, Message, Sink } from '../../client/sink.ts'
import { matchers } from '../../client/runners/matchers.ts'
import { test } from '../../client/runners/vitest.ts'
import { startSink } from '../../server/mailsink.ts'
import { signUp, welcomed } from './house.ts'

let own: Sink
let read: Inbox
let message: Message

beforeAll(async () => {
  own = await startSink({ http: false })
  read = await own.inbox({ name: 'read' })
  message = await welcomed(own, read)
})

afterAll(async () => await own.stop())

/** What a matcher prints, or `passed`. */
async function printed(ask: () => unknown): Promise<string> {
  try {
    await ask()
    return 'passed'
  } catch (error) {
    return (error as Error).message.replaceAll(read.domain, 'inbox.test')
  }
}

test('an inbox has received what came, and the mail is still there to be taken', async ({ sink, inbox }) => {
  await signUp(sink, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'welcome' })
  await expect(sink).toHaveReceived({ to: inbox.address('ann') })
  expect((await inbox.waitFor({ subject: 'welcome' })).subject).toBe('Welcome to Acme')
})

test('an inbox has received what comes later', async ({ sink, inbox }) => {
  const received = expect(inbox).toHaveReceived({ subject: 'welcome' })
  await signUp(sink, inbox.address('ann'))
  await received
})

test('with `consume` what was received is taken', async ({ sink, inbox }) => {
  await signUp(sink, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'welcome' }, { consume: true })
  await expect(inbox.waitFor({ subject: 'welcome' }, { timeout: 1 })).rejects.toThrow(/^No message matched/)
})

test('prints the explanation of the sink as it is', async ({ inbox }) => {
  const explained = await inbox.waitFor({ subject: 'x' }, { timeout: 1 }).catch((error: Error) => error.message)
  expect(await printed(() => expect(inbox).toHaveReceived({ subject: 'x' }, { timeout: 1 }))).toBe(explained)
  expect(explained).toMatch(/^No message matched within 1 ms\./)
})

test('.not is the proof that nothing came, not a wait that ran out', async ({ inbox }) => {
  // A wait of ten minutes would end this test by its own limit.
  await expect(inbox).not.toHaveReceived({ subject: 'invoice' }, { quiet: 1, timeout: '10m' })
})

test('.not fails with the mail that came', async ({ sink, inbox }) => {
  await signUp(sink, inbox.address('ann'))
  expect(await printed(() => expect(inbox).not.toHaveReceived({ subject: 'welcome' }))).toMatch(
    /^A message came that should not have: "Welcome to Acme" to ann@/,
  )
})

test('counts exactly', async ({ sink, inbox }) => {
  await expect(inbox).toHaveReceivedTimes(0, {}, { quiet: 1 })
  await signUp(sink, inbox.address('ann'))
  await signUp(sink, inbox.address('bob'))
  await expect(inbox).toHaveReceivedTimes(2, { subject: 'welcome' }, { quiet: 1 })
  expect(await printed(() => expect(inbox).toHaveReceivedTimes(1, {}, { quiet: 1 }))).toMatch(/2 messages/)
  expect(await printed(() => expect(inbox).toHaveReceivedTimes(3, {}, { timeout: 1 }))).toMatch(/^Only 2 of 3/)
})

test('.not.toHaveReceivedTimes is refused', async ({ inbox }) => {
  expect(await printed(() => expect(inbox).not.toHaveReceivedTimes(2))).toBe(
    '.not.toHaveReceivedTimes would pass on any other number. Say how many are to come, or use .not.toHaveReceived.',
  )
})

test('criteria that cannot be understood fail .not too', async ({ inbox }) => {
  // @ts-expect-error: there is no such field
  expect(await printed(() => expect(inbox).not.toHaveReceived({ subjct: 'x' }))).toMatch(/subject/)
})

test.each([
  ['passed', 'a recipient', () => expect(message).toBeAddressedTo(read.address('ANN'))],
  ['passed', 'a pattern', () => expect(message).toBeAddressedTo(`*@${read.domain}`)],
  ['passed', 'one in Cc', () => expect(message).toBeAddressedTo('team@acme.test')],
  [
    'passed',
    'an expression with a place of its own',
    () => {
      const digits = /\d{6}/g
      expect(message).toHaveCode(digits)
      expect(message).toHaveCode(digits)
    },
  ],
  ['passed', 'nobody else', () => expect(message).not.toBeAddressedTo('team@acme')],
  [
    `The mail "Welcome to Acme" is not addressed to "bob@acme.test". Its recipients:
  RCPT TO: ann@inbox.test
  RCPT TO: team@acme.test
  To: ann@inbox.test
  Cc: team@acme.test`,
    'a stranger',
    () => expect(message).toBeAddressedTo('bob@acme.test'),
  ],
  ['passed', 'any link', () => expect(message).toHaveLink()],
  ['passed', 'the text of a link, folded', () => expect(message).toHaveLink('confirm your ADDRESS')],
  ['passed', 'a part of its target', () => expect(message).toHaveLink('token=', { host: 'app.test' })],
  ['passed', 'its host with the port', () => expect(message).toHaveLink(/confirm/i, { host: 'app.test:3000' })],
  [
    `The mail "Welcome to Acme" has no link "confirm" to evil.test. Its links:
  [Confirm your address] http://app.test:3000/confirm?token=abc`,
    'a link elsewhere',
    () => expect(message).toHaveLink('confirm', { host: 'evil.test' }),
  ],
  [
    `The mail "Welcome to Acme" has a link "confirm". Its links:
  [Confirm your address] http://app.test:3000/confirm?token=abc`,
    'a link that should not be there',
    () => expect(message).not.toHaveLink('confirm'),
  ],
  ['passed', 'any code', () => expect(message).toHaveCode()],
  ['passed', 'a code by its form', () => expect(message).toHaveCode(/^\d{6}$/)],
  ['passed', 'not a piece of a code', () => expect(message).not.toHaveCode('1234')],
  ['passed', 'any attachment', () => expect(message).toHaveAttachment()],
  [
    'passed',
    'name and type of it',
    () => expect(message).toHaveAttachment({ filename: '*.PDF', type: 'application/*' }),
  ],
  [
    `The mail "Welcome to Acme" has no attachment "invoice.pdf" of type "application/pdf". Its attachments:
  logo.svg, image/svg+xml
  terms.pdf, application/pdf`,
    'another attachment',
    () => expect(message).toHaveAttachment({ filename: 'invoice.pdf', type: 'application/pdf' }),
  ],
  ['passed', 'a header', () => expect(message).toHaveHeader('x-campaign')],
  ['passed', 'a header and its value', () => expect(message).toHaveHeader('X-Campaign', 'autumn')],
  [
    `The mail "Welcome to Acme" has no header X-Campaign: "spring". Its header:
  X-Campaign: autumn`,
    'a header with another value',
    () => expect(message).toHaveHeader('X-Campaign', 'spring'),
  ],
])('prints %j for %s', async (text, _, ask) => {
  expect(await printed(ask)).toBe(text)
})

test('names the header fields that there are when one is missing', async () => {
  expect(await printed(() => expect(message).toHaveHeader('List-Unsubscribe'))).toMatch(
    /^The mail "Welcome to Acme" has no header List-Unsubscribe\. Its header:\n {2}From\n {2}To\n {2}Cc\n {2}Subject\n/,
  )
})

test.each([
  [
    'a promise',
    () => expect(Promise.resolve(message)).toHaveLink(),
    'toHaveLink looks at a message, but this is a promise. Put an await inside: expect(await inbox.waitFor()).',
  ],
  [
    'an inbox',
    () => expect(read).toHaveLink(),
    'toHaveLink looks at a message, but this is an inbox. Take a message from it: expect(await inbox.waitFor()).',
  ],
  [
    'a sink',
    () => expect(own).toMatchEmailSnapshot(),
    'toMatchEmailSnapshot looks at a message, but this is a sink. Take a message from it: expect(await inbox.waitFor()).',
  ],
  [
    'nothing',
    () => expect(undefined).toHaveReceived(),
    'toHaveReceived looks at an inbox or a sink, but this is undefined. Give it one: expect(await sink.inbox()).',
  ],
  [
    'a message',
    () => expect(message).toHaveReceived(),
    'toHaveReceived looks at an inbox or a sink, but this is a message. What is in one is asked by toHaveLink, toHaveCode and their kind.',
  ],
  [
    'a message with .not',
    () => expect(message).not.toMatchEmailSnapshot(),
    '.not.toMatchEmailSnapshot would pass on any change. Use it without .not.',
  ],
])('tells what is wrong with %s', async (_, ask, text) => {
  expect(await printed(ask)).toBe(text)
})

test('every matcher is there for every runner', () => {
  expect(Object.keys(matchers)).toEqual([
    'toHaveReceived',
    'toHaveReceivedTimes',
    'toHaveBeenHit',
    'toHaveRetried',
    'toHaveDeliveredOnce',
    'toBeAddressedTo',
    'toHaveLink',
    'toHaveCode',
    'toHaveAttachment',
    'toHaveHeader',
  ])
})
