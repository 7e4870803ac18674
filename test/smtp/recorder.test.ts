/** The record of a session against what its client wrote and read, byte for byte, recorded by the client itself. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Entry, Session } from '../../contract/session.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** For a comparison whose failure can be read: the bytes themselves, or of many their number and digest. */
function legible(bytes: Uint8Array): string {
  return bytes.length < 100_000
    ? latin1(bytes)
    : `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}`
}

/** Both directions of the first session, once it is over, are what the client wrote and read. */
async function sameOnBothSides(box: TestSink, client: SmtpClient): Promise<{ session: Session; transcript: Entry[] }> {
  const { session, transcript } = await box.only()
  const heard = await box.wire(session.id, 'client')
  const said = await box.wire(session.id, 'server')
  expect(legible(heard)).toBe(legible(client.sent))
  expect(legible(said)).toBe(legible(client.received))
  const both = await box.store.wire(session.id, 'both')
  expect(both?.bytes.length).toBe(client.sent.length + client.received.length)
  expect(session.bytesIn).toBe(client.sent.length)
  expect(session.bytesOut).toBe(client.received.length)
  return { session, transcript }
}

/** The entries tell facts that hold for every session. */
function holdsTogether(transcript: readonly Entry[]): void {
  expect(transcript.map(({ n }) => n)).toEqual(transcript.map((_, i) => i))
  for (const side of ['client', 'server', 'sink'] as const) {
    const times = transcript.filter(({ from }) => from === side).map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    for (const at of times) expect(Math.round(at * 10) / 10).toBe(at)
  }
  expect(transcript.at(-1)).toMatchObject({ kind: 'close', from: 'sink' })
}

/** A whole transaction in one go; its mail has a doubled dot. */
const transactionOf = (n: number) =>
  `MAIL FROM:<s${n}@example.com>\r\nRCPT TO:<r${n}@example.com>\r\nDATA\r\nSubject: ${n}\r\n\r\n..${n}\r\n.\r\n`

const kinds = (transcript: readonly Entry[]) =>
  transcript.map(({ kind, verb, code }) => [kind, verb ?? code].filter((fact) => fact !== undefined).join(' '))

async function upToData(client: SmtpClient): Promise<void> {
  await client.hello()
  await client.say('MAIL FROM:<shop@example.com>')
  await client.say('RCPT TO:<ann@example.com>')
  await client.say('DATA')
}

test('a plain session is on record to the byte, with its facts', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.mail('Subject: hi\r\n\r\nhi\r\n')
  await client.quit()
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  expect(kinds(transcript)).toEqual([
    'reply 220',
    'command EHLO',
    'reply 250',
    'command MAIL',
    'reply 250',
    'command RCPT',
    'reply 250',
    'command DATA',
    'reply 354',
    'payload',
    'reply 250',
    'command QUIT',
    'reply 221',
    'close',
  ])
  expect(transcript.map(({ transaction }) => transaction ?? 0)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
  expect(transcript.filter(({ secure, masked }) => secure || masked !== undefined)).toEqual([])
  const [message] = await box.messages()
  expect(transcript[9]).toMatchObject({ from: 'client', text: '19 bytes, 3 lines', bytes: 19, messageId: message?.id })
  expect(transcript[4]).toMatchObject({ from: 'server', enhanced: '2.1.0', text: '250 2.1.0 Sender OK' })
  expect(transcript[10]?.text).toBe(`250 2.6.0 OK, kept as ${message?.id}`)
  expect(session).toMatchObject({
    listener: 'smtp',
    outcome: 'delivered',
    ended: 'quit',
    helo: 'app',
    reason: null,
    tls: null,
    auth: null,
    messages: [message?.id],
    remote: { address: '127.0.0.1', port: client.localPort },
    lints: [],
    faults: [],
  })
  expect(session.duration).toBeGreaterThanOrEqual(transcript.at(-1)?.at ?? Infinity)
  expect(message?.session).toMatchObject({ id: session.id, transaction: 1, listener: 'smtp', helo: 'app' })
})

test('two mails and QUIT in one segment are on record to the byte', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send(`${transactionOf(1)}${transactionOf(2)}QUIT\r\n`)
  expect(await client.codes(9)).toEqual([250, 250, 354, 250, 250, 250, 354, 250, 221])
  await client.closed
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  const numbers = transcript.filter(({ kind }) => kind === 'payload').map(({ transaction }) => transaction)
  expect(numbers).toEqual([1, 2])
  expect(session.messages).toHaveLength(2)
  expect(latin1(await box.raw(session.messages[1]))).toBe('Subject: 2\r\n\r\n.2\r\n')
  const ofSecond = await box.store.transaction(session.messages[1] ?? '')
  expect(ofSecond?.map(({ kind, verb }) => verb ?? kind)).toEqual([
    'MAIL',
    'reply',
    'RCPT',
    'reply',
    'DATA',
    'reply',
    'payload',
    'reply',
  ])
})

test('a session in segments of one byte is on record to the byte', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.reply()
  await client.sendBytewise('EHLO slow\r\n')
  await client.reply()
  await client.sendBytewise('MAIL FROM:<s@example.com>\r\nRCPT TO:<r@example.com>\r\nDATA\r\n')
  await client.codes(3)
  await client.sendBytewise('..\r\n..a\r\n\r\n.b\r\n\r.\r\n\n.\r\n.\r\nQUIT\r\n')
  expect(await client.codes(2)).toEqual([250, 221])
  await client.closed
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  expect(latin1(await box.raw(session.messages[0]))).toBe('.\r\n.a\r\n\r\nb\r\n\r.\r\n\n.\r\n')
})

test('a session is on record on both sides of STARTTLS, without the handshake', async () => {
  const box = await startTestSink({ starttls: true })
  const client = await SmtpClient.connect(box.port)
  await client.hello('before')
  await client.say('STARTTLS')
  await client.upgrade({ servername: 'mail.test' })
  await client.say('EHLO inside')
  await client.mail('hi\r\n')
  await client.quit()
  expect(client.plain.sent.length).toBeGreaterThan(0)
  expect(client.secure.sent.length).toBeGreaterThan(0)
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  const tls = transcript.findIndex(({ kind }) => kind === 'tls')
  expect(transcript[tls]?.text).toMatch(/^TLSv1\.3, TLS_\w+, server name mail\.test$/)
  expect(transcript.slice(0, tls).filter(({ secure }) => secure)).toEqual([])
  expect(transcript.slice(tls).filter(({ secure }) => !secure)).toEqual([])
  expect(session).toMatchObject({ helo: 'inside', tls: { protocol: 'TLSv1.3', servername: 'mail.test' } })
  const [message] = await box.messages()
  expect(message?.session).toMatchObject({ tls: 'TLSv1.3', helo: 'inside' })
})

test('what a client sends in the very segment that ends its handshake is on record and answered', async () => {
  const box = await startTestSink({ starttls: true })
  for (let i = 0; i < 20; i += 1) {
    const client = await SmtpClient.connect(box.port)
    await client.hello()
    await client.say('STARTTLS')
    const upgraded = client.upgrade()
    // Node keeps it until the handshake is through and sends it at once then.
    await Promise.all([upgraded, client.send('EHLO at-once\r\nQUIT\r\n')])
    expect(await client.codes(2)).toEqual([250, 221])
    await client.closed
    const session = (await box.closed(i + 1))[i]
    expect(latin1(await box.wire(session?.id ?? '', 'client'))).toBe(latin1(client.sent))
    expect(latin1(await box.wire(session?.id ?? '', 'server'))).toBe(latin1(client.received))
  }
})

test('a session with TLS from the first byte is on record to the byte', async () => {
  const box = await startTestSink({ submissions: { port: 0 } })
  const client = await SmtpClient.connectTls(box.submissions)
  await client.hello()
  await client.say('NOOP')
  await client.quit()
  const { transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  expect(transcript.every(({ secure }) => secure)).toBe(true)
  expect(transcript[0]?.kind).toBe('tls')
})

test('plain text injected behind STARTTLS is on record as garbage', async () => {
  const box = await startTestSink({ starttls: true })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send('STARTTLS\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<b')
  await client.reply()
  await client.upgrade()
  await client.say('EHLO inside')
  await client.quit()
  const { transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  const garbage = transcript.filter(({ kind }) => kind === 'garbage')
  expect(garbage.map(({ text, secure }) => [text, secure])).toEqual([
    ['MAIL FROM:<eve@example.com>\nRCPT TO:<b', false],
  ])
})

test.each(['FIN', 'RST'] as const)('a mail cut off by %s is on record as far as it came', async (how) => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await upToData(client)
  await client.send('Subject: half\r\n\r\nhalf a l')
  // What was sent before is read before what comes now: a second client's reply proves that the loop came by.
  const other = await SmtpClient.connect(box.port)
  await other.hello()
  if (how === 'FIN') client.end()
  else client.reset()
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  expect(transcript.find(({ kind }) => kind === 'payload')).toMatchObject({
    bytes: 25,
    text: '25 bytes, 3 lines, and no end of data',
  })
  expect(session).toMatchObject({ outcome: 'nothing', ended: how === 'FIN' ? 'client' : 'reset', messages: [] })
})

test.each(['\r\n', '\r\n.', '\r\n.\r'])('a mail cut off at %j keeps what may have been the end of it', async (end) => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await upToData(client)
  await client.sendSegments(['a', end])
  client.end()
  const { transcript } = await sameOnBothSides(box, client)
  expect(transcript.find(({ kind }) => kind === 'payload')?.bytes).toBe(1 + end.length)
})

test('all 256 byte values in a mail are on record and in its raw form', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await upToData(client)
  const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
  const wire = Buffer.concat([all, all.toReversed(), Buffer.from('\r\n')])
  await client.send(wire)
  await client.send('.\r\n')
  await client.reply()
  await client.quit()
  const { session } = await sameOnBothSides(box, client)
  expect((await box.raw(session.messages[0])).equals(wire)).toBe(true)
})

test('all 256 byte values in commands are on record, and legible', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  // LF would end the line.
  const others = Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((byte) => byte !== 10))
  await client.send(Buffer.concat([Buffer.from('NOOP '), others, Buffer.from('\r\n')]))
  await client.reply()
  await client.say('NOOP Gr\u00C3\u00BC\u00C3\u009Fe')
  await client.quit()
  const { transcript } = await sameOnBothSides(box, client)
  const shown = transcript.filter(({ verb }) => verb === 'NOOP').map(({ text }) => text)
  expect(shown[0]).toContain('\\xFD\\xFE\\xFF')
  expect(shown[1]).toBe('NOOP Grüße')
})

const seams = Array.from({ length: 6 }, (_, at) => at)
test.each(seams.flatMap((a) => seams.filter((b) => b >= a).map((b) => [a, b] as const)))(
  'the end of data is found with cuts at %i and %i of it, and the next command behind it',
  async (a, b) => {
    const box = await startTestSink()
    const client = await SmtpClient.connect(box.port)
    await upToData(client)
    const end = '\r\n.\r\n'
    const cuts = [`x${end.slice(0, a)}`, end.slice(a, b), `${end.slice(b)}QUIT\r\n`]
    await client.sendSegments(cuts.filter((cut) => cut !== ''))
    expect(await client.codes(2)).toEqual([250, 221])
    await client.closed
    const { session } = await sameOnBothSides(box, client)
    expect(latin1(await box.raw(session.messages[0]))).toBe('x\r\n')
  },
)

const nearly = ['\r\n.\r', '\r\n..\r\n', '\r\n.\n', '\n.\r\n', '\r.\r\n', '\r\n.x', '\r\n.\rx', '\r\r\n.', '\r\n\r\n..']
test.each(nearly)('%j in the middle of a mail is kept, wherever it is cut', async (middle) => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  for (let cut = 0; cut <= middle.length; cut += 1) {
    await client.say('MAIL FROM:<shop@example.com>')
    await client.say('RCPT TO:<ann@example.com>')
    await client.say('DATA')
    await client.sendSegments([`a${middle.slice(0, cut)}`, `${middle.slice(cut)}b\r\n.\r\n`])
    expect((await client.reply()).code).toBe(250)
  }
  await client.quit()
  const { session } = await sameOnBothSides(box, client)
  // RFC 5321, 4.5.2, the plain way: a dot behind CRLF goes.
  const raw = `a${middle}b\r\n`.replaceAll('\r\n.', '\r\n')
  for (const id of session.messages) expect(latin1(await box.raw(id))).toBe(raw)
})

test('what comes behind QUIT is on record as garbage and not answered', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send('QUIT\r\nNOOP\r\nMAIL FROM:<late@example.com>\r\nhalf')
  expect((await client.reply()).code).toBe(221)
  await client.closed
  const { session, transcript } = await sameOnBothSides(box, client)
  holdsTogether(transcript)
  expect(transcript.filter(({ kind }) => kind === 'garbage').map(({ text }) => text)).toEqual([
    'NOOP\nMAIL FROM:<late@example.com>\nhalf',
  ])
  expect(session).toMatchObject({ ended: 'quit', outcome: 'nothing' })
})

test('a command without its line end is on record as garbage', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send('MAIL FROM:<un')
  client.end()
  const { transcript } = await sameOnBothSides(box, client)
  expect(transcript.find(({ kind }) => kind === 'garbage')?.text).toBe('MAIL FROM:<un')
})

test('a mail of 5 MB in odd segments is on record to the byte, and held once', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await upToData(client)
  const line = Buffer.from(`..${'0123456789'.repeat(7)}\r\n`)
  const wire = Buffer.concat(Array.from({ length: Math.ceil(5_000_000 / line.length) }, () => line))
  for (let at = 0; at < wire.length; at += 65_521) await client.send(wire.subarray(at, at + 65_521))
  await client.sendSegments(['.', '\r\n'])
  expect((await client.reply()).code).toBe(250)
  await client.quit()
  const { session } = await sameOnBothSides(box, client)
  const raw = await box.raw(session.messages[0])
  expect(latin1(raw) === latin1(wire).replaceAll('..', '.')).toBe(true)
  const { budget } = await box.store.state()
  expect(budget.used).toBeGreaterThan(wire.length)
  expect(budget.used).toBeLessThan(wire.length + 20_000)
})

test('of a line that is too long the beginning is on record, and the rest is counted', async () => {
  const box = await startTestSink({ limits: { commandLine: 100 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.sendSegments([`NOOP ${'x'.repeat(50)}`, 'y'.repeat(200), `${'z'.repeat(50)}\r\nNOOP\r\n`])
  expect(await client.codes(2)).toEqual([500, 250])
  await client.send(`NOOP ${'x'.repeat(150)}`)
  client.end()
  const { session, transcript } = await box.only()
  expect(session.bytesIn).toBe(client.sent.length)
  const wire = await box.store.wire(session.id, 'client')
  expect((wire?.bytes.length ?? 0) + (wire?.missing ?? 0)).toBe(client.sent.length)
  expect(wire?.missing).toBe(5 + 50 + 200 + 50 + 2 - 102 + (155 - 102))
  expect(transcript.find(({ verb }) => verb === 'NOOP')?.text).toBe(`NOOP ${'x'.repeat(50)}${'y'.repeat(47)}`)
})

test('a line of exactly the limit is whole', async () => {
  const box = await startTestSink({ limits: { commandLine: 100 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  expect((await client.say(`NOOP ${'x'.repeat(95)}`)).code).toBe(250)
  expect((await client.say(`NOOP ${'x'.repeat(96)}`)).code).toBe(500)
  await client.sendBytewise(`NOOP ${'x'.repeat(95)}\r\n`)
  expect((await client.reply()).code).toBe(250)
  await client.sendBytewise(`NOOP ${'x'.repeat(96)}\r\n`)
  expect((await client.reply()).code).toBe(500)
})

test('transactions are numbered from MAIL to MAIL, refused and given up ones too', async () => {
  const box = await startTestSink({ starttls: true })
  const client = await SmtpClient.connect(box.port)
  await client.reply()
  for (const line of [
    'MAIL FROM:<too-early@example.com>',
    'EHLO app',
    'MAIL FROM:<a@example.com>',
    'MAIL FROM:<nested@example.com>',
    'RSET',
    'MAIL FROM:<',
    'NOOP',
    'MAIL FROM:<b@example.com>',
    'EHLO again',
    'NOOP',
    'MAIL FROM:<c@example.com>',
    'STARTTLS',
  ]) {
    await client.say(line)
  }
  await client.upgrade()
  await client.say('EHLO inside')
  await client.mail('hi\r\n')
  await client.quit()
  const { session, transcript } = await sameOnBothSides(box, client)
  const numbered = transcript.filter(({ kind }) => kind === 'command').map((e) => `${e.transaction ?? '-'} ${e.text}`)
  expect(numbered).toEqual([
    '1 MAIL FROM:<too-early@example.com>',
    '- EHLO app',
    '2 MAIL FROM:<a@example.com>',
    '2 MAIL FROM:<nested@example.com>',
    '2 RSET',
    '3 MAIL FROM:<',
    '- NOOP',
    '4 MAIL FROM:<b@example.com>',
    '4 EHLO again',
    '- NOOP',
    '5 MAIL FROM:<c@example.com>',
    '5 STARTTLS',
    '- EHLO inside',
    '6 MAIL FROM:<shop@example.com>',
    '6 RCPT TO:<ann@example.com>',
    '6 DATA',
    '- QUIT',
  ])
  const [message] = await box.messages()
  expect(message?.session.transaction).toBe(6)
  expect(session.messages).toEqual([message?.id])
})

test('a payload entry says so when its message is deleted, and the rest stays', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.mail('first\r\n')
  await client.mail('second\r\n')
  await client.quit()
  const { session } = await box.only()
  const [first = '', second = ''] = session.messages
  await box.store.delete({ kind: 'ids', ids: [first] }, null, null)
  const { transcript } = await box.only()
  expect(transcript.filter(({ kind }) => kind === 'payload').map(({ text, messageId }) => [text, messageId])).toEqual([
    ['7 bytes, 1 line; the message was deleted', first],
    ['8 bytes, 1 line', second],
  ])
  const wire = await box.store.wire(session.id, 'client')
  expect(wire?.missing).toBe(7)
  expect(latin1(wire?.bytes ?? Buffer.alloc(0))).toBe(latin1(client.sent).replace('first\r\n', ''))
})
