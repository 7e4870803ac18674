/**
 * What the RFCs have a server answer, row by row. Rows L01 to L05 are about LMTP, which is not offered.
 *
 * A row that has a `strict` talk is one where mailsink is lenient by default and notes a lint; all others go as the RFCs
 * want in both modes.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Message } from '../../contract/message.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { lintRules, startTestSink, type TestSink } from '../support/smtp-sink.ts'
import { expectedOf, hold, type Talk } from '../support/smtp-talk.ts'
import { envelope } from './table/envelope.ts'
import { extensions } from './table/extensions.ts'
import { payload } from './table/payload.ts'
import type { Row } from './table/row.ts'
import { security } from './table/security.ts'
import { session } from './table/session.ts'

const rows = [...session, ...envelope, ...payload, ...extensions, ...security]
const named = (row: Row) => ({ ...row, name: `${row.id} ${row.what}` })
const both = rows.filter(({ strict }) => strict === undefined).map(named)
const lenient = rows.flatMap((row) => (row.strict === undefined ? [] : [{ ...named(row), strict: row.strict }]))

test.each(both)('$name', async (row) => {
  expect(await conversation(row, row.talk, { strict: false })).toEqual(expectedOf(row.talk))
})

test.each(both)('$name, with strict too', async (row) => {
  expect(await conversation(row, row.talk, { strict: true })).toEqual(expectedOf(row.talk))
})

test.each(lenient)('$name, with a lint', async (row) => {
  expect(await conversation(row, row.talk, { strict: false })).toEqual(expectedOf(row.talk))
})

test.each(lenient)('$id is refused where strict: $what', async (row) => {
  expect(await conversation(row, row.strict, { strict: true })).toEqual(expectedOf(row.strict))
})

/** Holds the talk, then looks at what is on record of it. */
async function conversation(row: Row, said: Talk, { strict }: { strict: boolean }): Promise<string[]> {
  const box = await startTestSink({ ...row.sink, strict })
  const client = await (row.listener === 'submissions'
    ? SmtpClient.connectTls(box.submissions)
    : SmtpClient.connect(row.listener === 'submission' ? box.submission : box.port))
  const { heard: lines, replies } = await hold(client, said, row.bytewise ? 'bytewise' : 'whole')
  if (lines.join() !== expectedOf(said).join()) return lines

  const { session: facts, transcript } = await box.only()
  // Each byte is on record, or counted as no longer kept.
  const wire = await box.store.wire(facts.id, 'client')
  const bytes = client.sent.length
  expect([facts.bytesIn, (wire?.bytes.length ?? 0) + (wire?.missing ?? 0)]).toEqual([bytes, bytes])
  if (said !== row.talk) return lines
  expect(strict ? 'any' : lintRules(facts)).toEqual(strict ? 'any' : [...(row.lints ?? [])].toSorted())
  const messages = await wholeMessages(box)
  const raws = await Promise.all(messages.map(({ id }) => box.raw(id)))
  await row.check?.({ box, client, replies, session: facts, transcript, messages, raws })
  return lines
}

async function wholeMessages(box: TestSink): Promise<Message[]> {
  const messages = await Promise.all((await box.messages()).map(({ id }) => box.store.message(id)))
  return messages.filter((message) => message !== null)
}

/** Connects and sends while this thread, and with it the sink, stands still: the bytes are there before the greeting. */
async function talkTooSoon(port: number, bytes: string): Promise<{ heard: string; done: Promise<unknown> }> {
  const shared = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(
    `const { workerData: { port, bytes, shared }, parentPort } = require('node:worker_threads')
     const socket = require('node:net').connect(port, '127.0.0.1', () => socket.write(bytes, () => {
       Atomics.store(shared, 0, 1)
       Atomics.notify(shared, 0)
     }))
     let heard = ''
     socket.on('data', (chunk) => { heard += chunk })
     socket.on('close', () => parentPort.postMessage(heard))`,
    { eval: true, workerData: { port, bytes, shared } },
  )
  const answer = once(worker, 'message')
  await once(worker, 'online')
  Atomics.wait(shared, 0, 0, 30_000)
  const [heard] = (await answer) as [string]
  return { heard, done: worker.terminate() }
}

test('C51 lets a client speak before the greeting, with a lint', async () => {
  const box = await startTestSink()
  const { heard, done } = await talkTooSoon(box.port, 'EHLO hasty\r\nQUIT\r\n')
  await done
  expect(heard.match(/^\d{3} /gm)).toEqual(['220 ', '250 ', '221 '])
  const { session: facts } = await box.only()
  expect(lintRules(facts)).toContain('early-talker')
  expect(facts.lints.find(({ rule }) => rule === 'early-talker')?.entry).toBe(1)
})

test('C51 is refused where strict', async () => {
  const box = await startTestSink({ strict: true })
  const { heard, done } = await talkTooSoon(box.port, 'EHLO hasty\r\n')
  await done
  expect(heard).toMatch(/^421 /)
  expect((await box.only()).session).toMatchObject({ outcome: 'nothing', ended: 'server' })
})

test.each([false, true])(
  'C53 ends idle sessions with 421 and the one in DATA after its 250 (strict: %s)',
  async (strict) => {
    const box = await startTestSink({ strict })
    const idle = await SmtpClient.connect(box.port)
    await idle.hello()
    const busy = await SmtpClient.connect(box.port)
    await busy.hello()
    await busy.say('MAIL FROM:<a@example.com>')
    await busy.say('RCPT TO:<b@example.com>')
    await busy.say('DATA')
    const stopped = box.sink.stop()
    expect((await idle.reply()).code).toBe(421)
    await busy.send('hi\r\n.\r\n')
    expect(await busy.codes(2)).toEqual([250, 421])
    await stopped
    expect(await box.messages()).toHaveLength(1)
  },
)

test.each([false, true])(
  'C55 keeps a mail once whose client left before it read the 250 (strict: %s)',
  async (strict) => {
    const box = await startTestSink({ strict })
    const client = await SmtpClient.connect(box.port)
    await client.hello()
    await client.say('MAIL FROM:<a@example.com>')
    await client.say('RCPT TO:<b@example.com>')
    await client.say('DATA')
    client.pause()
    await client.send('hi\r\n.\r\n')
    await box.event(({ type }) => type === 'message.added')
    client.reset()
    const { session: facts } = await box.only()
    expect(await box.messages()).toHaveLength(1)
    expect(facts.messages).toHaveLength(1)
  },
)

const segmented: [id: string, segments: string[], raw: string][] = [
  ['SM9', ['a\r\n', '..', '\r\nMAIL FROM:<eve@example.com>\r\n', '.\r\n'], 'a\r\n.\r\nMAIL FROM:<eve@example.com>\r\n'],
  ['SM10', ['a', '\r\n', '.', '\r\n'], 'a\r\n'],
  ['SM10', ['a\r', '\n.', '\r', '\n'], 'a\r\n'],
]
test.each(segmented.flatMap((row) => [[...row, false] as const, [...row, true] as const]))(
  '%s ends the data once, whatever the segments: %j',
  async (_id, segments, raw, strict) => {
    const box = await startTestSink({ strict })
    const client = await SmtpClient.connect(box.port)
    await client.hello()
    await client.say('MAIL FROM:<a@example.com>')
    await client.say('RCPT TO:<b@example.com>')
    await client.say('DATA')
    await client.sendSegments(segments)
    expect((await client.reply()).code).toBe(250)
    expect((await client.say('QUIT')).code).toBe(221)
    const [message, ...others] = await box.messages()
    expect(others).toEqual([])
    expect((await box.raw(message?.id)).toString()).toBe(raw)
  },
)

test.each([false, true])(
  'P05 answers 10,000 NOOPs in one go and serves others meanwhile (strict: %s)',
  async (strict) => {
    const box = await startTestSink({ strict })
    const flood = await SmtpClient.connect(box.port)
    await flood.hello()
    const other = await SmtpClient.connect(box.port)
    await other.hello()
    const answered = flood.codes(10_000)
    void flood.send('NOOP\r\n'.repeat(10_000))
    let order: string[] = []
    const all = answered.then((codes) => {
      order.push('flood')
      return codes
    })
    await other.mail('hi\r\n')
    order.push('other')
    expect(new Set(await all)).toEqual(new Set([250]))
    expect(order).toEqual(['other', 'flood'])
  },
)

test.each([false, true])('P05 buffers no replies for a client that does not read (strict: %s)', async (strict) => {
  const box = await startTestSink({ strict })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  client.pause()
  let taken = 0
  // The sink stops reading once its replies are stuck, so most of this is never taken.
  const flood = 'NOOP\r\n'.repeat(100_000)
  for (let i = 0; i < 20; i += 1) void client.send(flood).then(() => (taken += 1))
  const other = await SmtpClient.connect(box.port)
  await other.hello()
  for (let i = 0; i < 100; i += 1) await other.say('NOOP')
  const { budget } = await box.store.state()
  expect(taken).toBeLessThan(20)
  expect(budget.used).toBeLessThan(4 << 20)
  client.destroy()
})

test.each(['starttls', 'implicit'] as const)(
  'S08 closes after a handshake of garbage and lives on (%s)',
  async (kind) => {
    const box = await startTestSink({ starttls: true, submissions: { port: 0 } })
    const client = await SmtpClient.connect(kind === 'starttls' ? box.port : box.submissions)
    if (kind === 'starttls') {
      await client.hello()
      await client.say('STARTTLS')
    }
    await client.send('\x16\x03\x01\x00\x05garbage in, nothing out\r\n')
    await client.closed
    const { session: facts } = await box.only()
    expect(facts).toMatchObject({ ended: 'tls', outcome: 'nothing', messages: [] })
    const next = await SmtpClient.connect(box.port)
    expect((await next.hello()).code).toBe(250)
  },
)

test('S10 closes at plain text where TLS is due and lives on', async () => {
  const box = await startTestSink({ submissions: { port: 0 } })
  const client = await SmtpClient.connect(box.submissions)
  await client.send('EHLO app\r\n')
  await client.closed
  expect(client.received.length).toBe(0)
  const next = await SmtpClient.connectTls(box.submissions)
  expect((await next.hello()).code).toBe(250)
})

const oldClient = (version: 'TLSv1' | 'TLSv1.1') =>
  ({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0', rejectUnauthorized: false }) as const

test.each(['TLSv1', 'TLSv1.1'] as const)('S11 refuses %s, unless it is switched on', async (version) => {
  const box = await startTestSink({ submissions: { port: 0 } })
  await expect(SmtpClient.connectTls(box.submissions, oldClient(version))).rejects.toThrow(
    /alert|version|reset|closed/i,
  )
  const [refused] = await box.closed()
  expect(refused).toMatchObject({ ended: 'tls', outcome: 'nothing' })
  expect(refused?.reason?.hint).toMatch(/--tls-min/)

  const old = await startTestSink({ submissions: { port: 0 }, tlsMin: 'TLSv1' })
  const client = await SmtpClient.connectTls(old.submissions, oldClient(version))
  expect((await client.hello()).code).toBe(250)
  expect(client.tls.getProtocol()).toBe(version)
})

test('the table has every row once at least', () => {
  const elsewhere = ['C51', 'C53', 'C55', 'SM9', 'SM10', 'P05', 'S08', 'S10', 'S11']
  const there = new Set([...rows.map(({ id }) => id), ...elsewhere])
  const wanted = [
    ...idsOf('C', 1, 55),
    ...idsOf('SM', 0, 11),
    ...idsOf('P', 1, 5),
    ...idsOf('E', 1, 14),
    ...idsOf('U', 1, 5),
    ...idsOf('D', 1, 7),
    ...idsOf('N', 1, 3),
    ...idsOf('S', 1, 11),
    ...idsOf('A', 1, 12),
    ...idsOf('M', 1, 2),
    ...idsOf('Q', 1, 3),
    ...idsOf('H', 1, 2),
    'X01',
  ]
  expect(wanted.filter((id) => !there.has(id))).toEqual([])
  expect([...there].filter((id) => !wanted.includes(id))).toEqual([])
})

/** `C01`, `C02` … of a letter; those of SM have no leading zero. */
function idsOf(letter: string, from: number, to: number): string[] {
  const digits = letter === 'SM' ? 1 : 2
  return Array.from({ length: to - from + 1 }, (_, i) => `${letter}${String(from + i).padStart(digits, '0')}`)
}
