/** Every limit, with the reply that belongs to it, and what is left of a client that runs into it. */
import { expect, test } from 'vitest'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'

const MB = 1 << 20

async function upToData(client: SmtpClient): Promise<void> {
  for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']) await client.say(line)
}

async function used(box: TestSink): Promise<number> {
  return (await box.store.state()).budget.used
}

/** Sends one byte after the other, slower than any limit that looks at silence, until the other side closes. */
async function drip(client: SmtpClient, byte: string): Promise<void> {
  const timer = setInterval(() => void client.send(byte), 10)
  await client.closed
  clearInterval(timer)
}

test.each(['with line ends', 'without any'])('a mail over the limit is drained and never held, %s', async (form) => {
  const box = await startTestSink({ limits: { messageSize: MB } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await upToData(client)
  const piece = form === 'with line ends' ? `${'x'.repeat(998)}\r\n`.repeat(64) : 'x'.repeat(64_000)
  let most = 0
  for (let i = 0; i < 320; i += 1) {
    await client.send(piece)
    most = Math.max(most, await used(box))
  }
  // Before its end has come the bytes are gone already.
  const opened = await box.event(({ type }) => type === 'session.opened')
  const wire = await box.store.wire(opened.type === 'session.opened' ? opened.session.id : '', 'client')
  expect(wire?.missing).toBeGreaterThan(10 * MB)
  await client.send('\r\n.\r\n')
  expect((await client.reply()).wire).toBe('552 5.3.4 The mail is larger than the limit of 1048576 bytes\r\n')
  expect(most).toBeLessThan(MB + 100_000)
  expect(await used(box)).toBeLessThan(10_000)
  expect((await client.mail('hi\r\n')).code).toBe(250)
  await client.quit()
  const { session, transcript } = await box.only()
  expect(session.bytesIn).toBe(client.sent.length)
  expect(transcript.find(({ kind }) => kind === 'payload')?.text).toMatch(
    /^20480000 bytes|20480002 bytes.*, refused and not kept$/,
  )
})

test('the limit counts the raw mail: doubled dots are free', async () => {
  const box = await startTestSink({ limits: { messageSize: 1000 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  const fits = `..${'x'.repeat(97)}\r\n`.repeat(10)
  expect((await client.mail(fits)).code).toBe(250)
  expect((await client.mail(`x${fits}`)).code).toBe(552)
  await client.quit()
  expect((await box.messages()).map(({ size }) => size)).toEqual([1000])
})

test.each([
  [1000, 250],
  [1001, 552],
  ['99999999999999999999', 552],
  ['999999999999999999999', 501],
])('a mail that is declared to have %s bytes under a limit of 1000 is answered %i', async (size, code) => {
  const box = await startTestSink({ limits: { messageSize: 1000 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  expect((await client.say(`MAIL FROM:<a@example.com> SIZE=${size}`)).code).toBe(code)
  expect((await client.say('RSET')).code).toBe(250)
})

test('the recipient beyond the limit gets 452, the others get their mail, and the next mail counts anew', async () => {
  const box = await startTestSink({ limits: { recipients: 2 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  for (let mail = 0; mail < 2; mail += 1) {
    await client.say('MAIL FROM:<a@example.com>')
    const codes = []
    for (const name of ['b', 'c', 'd', 'e']) codes.push((await client.say(`RCPT TO:<${name}@example.com>`)).code)
    expect(codes).toEqual([250, 250, 452, 452])
    await client.say('DATA')
    await client.send('.\r\n')
    expect((await client.reply()).code).toBe(250)
  }
  await client.quit()
  expect((await box.messages()).map(({ envelope }) => envelope.to.length)).toEqual([2, 2])
})

test('a command line without an end is not held, and the connection goes on', async () => {
  const box = await startTestSink({ limits: { commandLine: 1024 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  let most = 0
  for (let i = 0; i < 160; i += 1) {
    await client.send('x'.repeat(64_000))
    most = Math.max(most, await used(box))
  }
  await client.send('\r\n')
  expect((await client.reply()).wire).toBe('500 5.5.2 The command line is too long\r\n')
  expect((await client.mail('hi\r\n')).code).toBe(250)
  expect(most).toBeLessThan(10_000)
  await client.quit()
  expect((await box.only()).session.bytesIn).toBe(client.sent.length)
})

test('of 300 connections 200 are served and 100 are told why not, and their places can be taken again', async () => {
  const box = await startTestSink({ limits: { connections: 200 } })
  const clients: SmtpClient[] = []
  for (let i = 0; i < 300; i += 1) clients.push(await SmtpClient.connect(box.port))
  const greetings = await Promise.all(clients.map(async (client) => (await client.reply()).code))
  expect(greetings.filter((code) => code === 220)).toHaveLength(200)
  expect(greetings.filter((code) => code === 421)).toHaveLength(100)
  const served = clients.filter((_, i) => greetings[i] === 220)
  const replies = await Promise.all(served.map((client) => client.say('EHLO app')))
  expect(replies.every(({ code }) => code === 250)).toBe(true)
  await Promise.all(served.map((client) => client.quit()))
  await box.closed(300)
  const next = await SmtpClient.connect(box.port)
  expect((await next.hello()).code).toBe(250)
  expect((await box.store.state()).counts).toMatchObject({ openSessions: 1, sessions: 301 })
})

test('the limit counts the connections of all listeners together', async () => {
  const box = await startTestSink({ submission: { port: 0 }, submissions: { port: 0 }, limits: { connections: 2 } })
  const first = await SmtpClient.connect(box.port)
  await first.reply()
  const second = await SmtpClient.connectTls(box.submissions)
  await second.reply()
  const third = await SmtpClient.connect(box.submission)
  expect((await third.reply()).code).toBe(421)
})

test.each(['smtp', 'submissions'] as const)('a silent client gets 421 and is cut off (%s)', async (listener) => {
  const box = await startTestSink({ submissions: { port: 0 }, limits: { idle: 150 } })
  const client = await (listener === 'smtp' ? SmtpClient.connect(box.port) : SmtpClient.connectTls(box.submissions))
  await client.reply()
  expect((await client.reply()).wire).toMatch(/^421 4\.4\.2 /)
  await client.closed
  expect((await box.only()).session.ended).toBe('timeout')
})

test('a client that is silent in the middle of its mail gets 421, and nothing is kept', async () => {
  const box = await startTestSink({ limits: { idle: 150 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await upToData(client)
  await client.send('half')
  expect((await client.reply()).code).toBe(421)
  await client.closed
  const { session } = await box.only()
  expect(session).toMatchObject({ ended: 'timeout', outcome: 'nothing' })
  expect(session.reason?.text).toBe(
    'The mail was cut off after 4 bytes, before the dot that ends it. Nothing more came until the time was up.',
  )
})

test('a command line that drips in is cut off, however steadily it drips', async () => {
  const box = await startTestSink({ limits: { idle: 250 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await drip(client, 'x')
  expect((await client.reply()).wire).toBe('421 4.4.2 A command took too long\r\n')
  expect((await box.only()).session.ended).toBe('timeout')
})

test('a mail that drips in is cut off by the limit of its transaction', async () => {
  const box = await startTestSink({ limits: { idle: 10_000, transaction: 250 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await upToData(client)
  await drip(client, 'x')
  expect((await client.reply()).wire).toBe('421 4.4.2 The transaction took too long\r\n')
  const { session } = await box.only()
  expect(session).toMatchObject({ ended: 'timeout', outcome: 'nothing', messages: [] })
  expect(await box.messages()).toEqual([])
})

test('the limit of a transaction begins anew with each, and does not run between them', async () => {
  const box = await startTestSink({ limits: { idle: 10_000, transaction: 200 } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  // So many that together they take longer than one may.
  const began = performance.now()
  while (performance.now() - began < 400) expect((await client.mail('hi\r\n')).code).toBe(250)
  expect((await client.say('NOOP')).code).toBe(250)
  await client.quit()
})

test('a mail that does not fit into the memory gets 452, is not held, and the connection goes on', async () => {
  const box = await startTestSink({ limits: { memory: MB } })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await upToData(client)
  let most = 0
  for (let i = 0; i < 64; i += 1) {
    await client.send(`${'x'.repeat(998)}\r\n`.repeat(64))
    most = Math.max(most, await used(box))
  }
  await client.send('.\r\n')
  expect((await client.reply()).wire).toBe('452 4.3.1 There is no memory left for this mail\r\n')
  expect(most).toBeLessThanOrEqual(MB)
  expect((await client.mail('hi\r\n')).code).toBe(250)
  await client.quit()
  expect((await box.only()).session.reason).toMatchObject({
    code: 452,
    enhanced: '4.3.1',
    hint: 'Raise --max-memory, or delete mail that is no longer needed.',
  })
})

test('mails that arrive at once share the memory, and an unfinished one gives its part back', async () => {
  const box = await startTestSink({ limits: { memory: MB } })
  const clients = await Promise.all(Array.from({ length: 4 }, () => SmtpClient.connect(box.port)))
  for (const client of clients) {
    await client.hello()
    await upToData(client)
  }
  for (let i = 0; i < 10; i += 1) for (const client of clients) await client.send(`${'x'.repeat(62)}\r\n`.repeat(600))
  const [first, ...others] = clients
  await first?.send('.\r\n')
  await first?.reply()
  expect(await used(box)).toBeLessThanOrEqual(MB)
  for (const client of others) client.end()
  await box.closed(3)
  await box.store.delete({ kind: 'criteria', criteria: {} }, null, null)
  const fresh = await SmtpClient.connect(box.port)
  await fresh.hello()
  expect((await fresh.mail(`${'x'.repeat(998)}\r\n`.repeat(500))).code).toBe(250)
})

test('replies are not piled up for a client that sends what is refused at once and never reads', async () => {
  const box = await startTestSink({ strict: true })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  client.pause()
  let taken = 0
  for (let i = 0; i < 40; i += 1) void client.send('NOOP\n'.repeat(50_000)).then(() => (taken += 1))
  const other = await SmtpClient.connect(box.port)
  await other.hello()
  for (let i = 0; i < 200; i += 1) await other.say('NOOP')
  expect(taken).toBeLessThan(40)
  client.destroy()
})

test('garbage behind QUIT is kept as far as 16 KiB and counted beyond', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send(`QUIT\r\n${'x'.repeat(100_000)}`)
  client.end()
  const { session, transcript } = await box.only()
  const kept = transcript.filter(({ kind }) => kind === 'garbage').reduce((sum, { bytes }) => sum + bytes, 0)
  expect(kept).toBe(16 * 1024)
  expect((await box.store.wire(session.id, 'client'))?.missing).toBe(100_000 - 16 * 1024)
})

test('a session keeps 100 lints and no more', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send('NOOP\n'.repeat(150))
  await client.codes(150)
  await client.quit()
  expect((await box.only()).session.lints).toHaveLength(100)
})

test('a conversation without an end keeps its beginning and its newest part, and counts the middle', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello('first')
  for (let i = 0; i < 60; i += 1) {
    await client.send('NOOP\r\n'.repeat(1000))
    await client.codes(1000)
  }
  await client.quit()
  const { session, transcript } = await box.only()
  expect(await used(box)).toBeLessThan(2 * MB)
  const gaps = transcript.filter(({ from, kind }) => from === 'sink' && kind === 'garbage')
  expect(gaps).toHaveLength(1)
  const missing = Number(/^(\d+) entries are no longer kept/.exec(gaps[0]?.text ?? '')?.[1])
  expect(transcript.length - 1 + missing).toBe((transcript.at(-1)?.n ?? 0) + 1)
  expect(transcript[1]?.text).toBe('EHLO first')
  expect(transcript.at(-1)?.kind).toBe('close')
  for (const [side, bytes] of [
    ['client', client.sent.length],
    ['server', client.received.length],
  ] as const) {
    const wire = await box.store.wire(session.id, side)
    expect((wire?.bytes.length ?? 0) + (wire?.missing ?? 0)).toBe(bytes)
  }
})
