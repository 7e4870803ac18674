/** Faults that meet something else: another rule, the encryption, a limit, a client that sends ahead or leaves. */
import { expect, test } from 'vitest'
import { startTestSink } from '../../support/smtp-sink.ts'
import { SmtpClient } from '../../support/smtp-client.ts'

const scope = { all: true } as const
const LETTER = 'Subject: a letter\r\n\r\nHello\r\n'
const MAIL = 'MAIL FROM:<shop@example.test>'
const RCPT = 'RCPT TO:<ann@example.test>'

const slow = (bytesPerSecond: number) => ({ type: 'trickle', bytesPerSecond, direction: 'client' }) as const

test('a connection with TLS from the first byte is asked about once as it is accepted', async () => {
  const sink = await startTestSink({ submissions: {} })
  const action = { type: 'delay', delay: 1 } as const
  const late = await sink.store.createFault({ scope, stage: 'connect', action, times: null, skip: 1 })
  for (let n = 0; n < 3; n += 1) {
    const client = await SmtpClient.connectTls(sink.submissions)
    await client.hello()
    await client.quit()
  }
  expect((await sink.store.fault(late.id))?.count).toBe(2)
})

test('a handshake has its time once the slow answer to STARTTLS has left', async () => {
  const sink = await startTestSink({ starttls: true, limits: { handshake: 1000 } })
  const action = { type: 'trickle', bytesPerSecond: 20 } as const
  await sink.store.createFault({ scope, stage: 'starttls', action })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  expect((await client.say('STARTTLS')).code).toBe(220)
  await client.upgrade()
  expect((await client.say('NOOP')).code).toBe(250)
  await client.quit()
  expect((await sink.only()).session.ended).toBe('quit')
})

test('a client whose mail is read slowly is not idle', async () => {
  const sink = await startTestSink({ limits: { idle: 600 } })
  await sink.store.createFault({ scope, stage: 'payload', action: slow(500) })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  const letter = `Subject: slow\r\n\r\n${'0123456789abcdef\r\n'.repeat(30)}`
  expect((await client.mail(letter)).code).toBe(250)
  // Nor is it idle any longer than others once it is answered.
  expect((await client.reply()).code).toBe(421)
  await client.closed
})

test('a command that is read slowly has its time', async () => {
  const sink = await startTestSink({ limits: { idle: 600 } })
  await sink.store.createFault({ scope, stage: 'ehlo', action: slow(25) })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  expect((await client.say(MAIL)).code).toBe(250)
  client.destroy()
})

test('reading that becomes slower or quicker in the middle of what was sent ahead loses nothing', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'ehlo', action: slow(200) })
  await sink.store.createFault({ scope, stage: 'mail', action: slow(2000) })
  await sink.store.createFault({ scope, stage: 'data', action: slow(100) })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.send(`${MAIL}\r\n${RCPT}\r\nDATA\r\n`)
  expect(await client.codes(3)).toEqual([250, 250, 354])
  await client.send(`${LETTER}.\r\nQUIT\r\n`)
  expect(await client.codes(2)).toEqual([250, 221])
  await client.closed
  const { session } = await sink.only()
  expect((await sink.wire(session.id, 'client')).toString()).toBe(client.sent.toString())
})

test('a login by XOAUTH2 that a fault refuses is over, and the next command is a command', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'auth', reply: { code: 454 } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  const login = `AUTH XOAUTH2 ${Buffer.from('user=ann\u0001auth=Bearer secret\u0001\u0001').toString('base64')}`
  expect((await client.say(login)).code).toBe(454)
  expect((await client.say('NOOP')).code).toBe(250)
  expect((await client.say(login)).code).toBe(235)
  await client.quit()
})

test('what was answered before a reset has left', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'rcpt', action: { type: 'drop', how: 'rst' } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.send(`${MAIL}\r\n${RCPT}\r\nDATA\r\n`)
  await client.closed
  const { session, transcript } = await sink.only()
  expect((await sink.wire(session.id, 'server')).toString()).toBe(client.received.toString())
  expect(transcript.map(({ text }) => text)).toContain('DATA')
})

test('a reply that ends in LF alone is otherwise what it was', async () => {
  const sink = await startTestSink({ strict: true })
  await sink.store.createFault({ scope, stage: 'mail', action: { type: 'garble', how: 'bare-lf' } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  const wrong = `MAIL FROM:<${Buffer.from('caf\u00e9').toString('latin1')}..b@example.test> SMTPUTF8`
  const [bare, usual] = [await client.say(wrong), await client.say(wrong)]
  expect(bare.wire).toBe(usual.wire.replace('\r\n', '\n'))
  await client.quit()
})

test.each(['drop', 'stall', 'garble'] as const)(
  'of a hello that met a %s it is not said that it never came',
  async (type) => {
    const sink = await startTestSink()
    const fault = await sink.store.createFault({ scope, stage: 'ehlo', action: { type } })
    const client = await SmtpClient.connect(sink.port)
    await client.reply()
    await client.send('EHLO app\r\n')
    await sink.event((event) => event.type === 'fault.hit')
    client.end()
    const { reason } = (await sink.only()).session
    expect(reason?.text).toMatch(/^The client said EHLO, and was given no proper answer\. /)
    expect(reason?.hint).toBe(`The fault "${fault.name}" (${fault.id}) was at work.`)
  },
)

test('a client that leaves while a delay lasts was given no answer, and one that leaves later was', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'mail', action: { type: 'delay', delay: 60 }, times: 2 })
  const [hasty, patient] = [await SmtpClient.connect(sink.port), await SmtpClient.connect(sink.port)]
  await hasty.hello()
  await hasty.send(`${MAIL}\r\n`)
  await sink.event((event) => event.type === 'fault.hit')
  hasty.reset()
  await sink.closed(1)
  await patient.hello()
  await patient.say(MAIL)
  patient.reset()
  expect((await sink.closed(2)).map(({ reason }) => reason?.text)).toEqual([
    'The client said MAIL, and was given no proper answer. It reset the connection.',
    'The client named a sender and no recipient. It reset the connection.',
  ])
})

test.each([
  [false, 'nothing', 'The mail came whole, and was not answered. It closed the connection.'],
  [true, 'partial', 'The mail came whole and was kept, and its sender was not told so. It closed the connection.'],
])('of a mail whose end is met by silence (kept: %s) it is said how far it came', async (store, outcome, text) => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'end', action: { type: 'stall' }, store })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.send(`${MAIL}\r\n${RCPT}\r\nDATA\r\n`)
  expect(await client.codes(3)).toEqual([250, 250, 354])
  await client.send(`${LETTER}.\r\n`)
  await sink.event((event) => event.type === 'fault.hit')
  client.end()
  expect((await sink.only()).session).toMatchObject({ outcome, reason: { text } })
})

test('a mail that comes whole to a server that has fallen silent is recorded whole', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'payload', action: { type: 'stall' } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.send(`${MAIL}\r\n${RCPT}\r\nDATA\r\n`)
  expect(await client.codes(3)).toEqual([250, 250, 354])
  await client.send(`${LETTER}.\r\n`)
  client.end()
  const { session } = await sink.only()
  expect(session.reason?.text).toBe('The mail came whole, and was not answered. It closed the connection.')
  expect(session.bytesIn).toBe(client.sent.length)
})

test('of a handshake that fails by itself a rule that struck before is not said to be the reason', async () => {
  const sink = await startTestSink({ starttls: true })
  await sink.store.createFault({ scope, stage: 'ehlo', action: { type: 'hide', extensions: ['SIZE'] } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.say('STARTTLS')
  await client.upgrade({ rejectUnauthorized: true }).catch(() => {})
  const { reason } = (await sink.only()).session
  expect(reason?.hint).toContain('/api/tls.pem')
})

test('a port that falls silent is silent to a client that begins with TLS, too', async () => {
  const sink = await startTestSink()
  await sink.store.createFault({ scope, stage: 'connect', action: { type: 'stall' } })
  const client = await SmtpClient.connect(sink.port)
  await sink.event((event) => event.type === 'fault.hit')
  await client.send(Uint8Array.of(0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5))
  client.end()
  await sink.only()
  expect(client.received.toString()).toBe('')
})

test('what the sink refuses by itself is not said to be the work of a rule that only slows it down', async () => {
  const sink = await startTestSink({ users: [{ user: 'ann', password: 'right' }] })
  await sink.store.createFault({ scope, stage: 'connect', action: { type: 'trickle', bytesPerSecond: 100_000 } })
  await sink.store.createFault({ scope, stage: 'auth', action: { type: 'delay', delay: 1 } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  expect((await client.say(`AUTH PLAIN ${Buffer.from('\0ann\0wrong').toString('base64')}`)).code).toBe(535)
  await client.quit()
  expect((await sink.only()).session.reason?.hint).toContain('--auth')
})
