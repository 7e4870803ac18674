/** Sessions that delivered nothing are kept, and each says why, in words. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import type { Ending, Outcome, Reason } from '../../contract/session.ts'
import type { SinkOptions } from '../../server/sink-options.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { lintRules, startTestSink, type TestSink } from '../support/smtp-sink.ts'

interface Case {
  readonly name: string
  readonly sink?: SinkOptions
  readonly act: (box: TestSink) => Promise<unknown>
  readonly outcome: Outcome
  readonly ended: Ending
  readonly reason: Reason | null
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** What a client of the smtp listener says after its EHLO, each line answered; then it does what `end` says. */
const saying =
  (lines: string[], end: 'quit' | 'end' | 'reset' | 'wait' = 'quit', hello = true) =>
  async ({ port }: TestSink) => {
    const client = await SmtpClient.connect(port)
    if (hello) await client.hello()
    else await client.reply()
    for (const line of lines) await client.say(line)
    if (end === 'quit') await client.quit()
    else if (end === 'end') client.end()
    else if (end === 'reset') client.reset()
    await client.closed
  }

/** Bytes in one segment, before any greeting; then waits for the end. */
const blurting = (bytes: string, listener: 'port' | 'submissions') => async (box: TestSink) => {
  const client = await SmtpClient.connect(box[listener])
  await client.send(bytes)
  await client.closed
}

const submissions = { submissions: { port: 0 } }
const noCode = { code: null, enhanced: null }
const ours = 'Give it the certificate from /api/tls.pem as a trusted one, or switch the check off in the test.'
const distrusting =
  'A client that does not trust the certificate does that. Give it the one from /api/tls.pem, or switch the check off in the test.'
const noStartTls =
  'A client that insists on STARTTLS leaves here, since this listener does not offer it: start with --starttls, use the submission listener, or switch TLS off in the client.'
const unanswered = 'A mail without its end is never accepted. Look for a crash or a timeout in the sender.'
const wrongDoor =
  'Switch the client to implicit TLS (in nodemailer: secure: true), or use the smtp or the submission listener.'

const cases: readonly Case[] = [
  {
    name: 'a TLS hello to a port that starts in plain text',
    act: async ({ port }) => {
      const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
      await once(socket, 'error').catch(() => {})
    },
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'The client began a TLS handshake on a port that starts in plain text.',
      hint: 'Use the submissions listener (TLS from the first byte), or switch the client to plain text or STARTTLS (in nodemailer: secure: false).',
    },
  },
  {
    name: 'EHLO to the port with TLS from the first byte',
    sink: submissions,
    act: blurting('EHLO app\r\n', 'submissions'),
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'The client spoke plain SMTP to the listener that expects TLS from the first byte.',
      hint: wrongDoor,
    },
  },
  {
    name: 'HTTP to the port with TLS from the first byte',
    sink: submissions,
    act: blurting('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'submissions'),
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'An HTTP request came to an SMTP port.',
      hint: 'The web page and the API are on the HTTP port; this one speaks SMTP.',
    },
  },
  {
    name: 'garbage to the port with TLS from the first byte',
    sink: submissions,
    act: blurting('\x00\x01garbage', 'submissions'),
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'What the client sent to the listener with TLS from the first byte is not TLS.',
      hint: 'Use the smtp or the submission listener for plain text.',
    },
  },
  {
    name: 'silence on the port with TLS from the first byte',
    sink: { ...submissions, limits: { handshake: 100 } },
    act: blurting('', 'submissions'),
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'The client connected to the listener with TLS from the first byte and waited for a greeting.',
      hint: wrongDoor,
    },
  },
  {
    name: 'a TLS handshake that stops half-way',
    sink: { ...submissions, limits: { handshake: 100 } },
    act: blurting('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'submissions'),
    outcome: 'nothing',
    ended: 'tls',
    reason: { ...noCode, text: 'The TLS handshake did not come to its end in time.', hint: null },
  },
  {
    name: 'a TLS handshake that stops half-way after STARTTLS',
    sink: { starttls: true, limits: { handshake: 100 } },
    act: async ({ port }) => {
      const client = await SmtpClient.connect(port)
      await client.hello()
      await client.say('STARTTLS')
      await client.send('\x16\x03\x01\x02\x00\x01')
      await client.closed
    },
    outcome: 'nothing',
    ended: 'tls',
    reason: { ...noCode, text: 'The TLS handshake did not come to its end in time.', hint: null },
  },
  {
    name: 'a TLS handshake that the client gives up',
    sink: submissions,
    act: async ({ submissions: port }) => {
      const client = await SmtpClient.connect(port)
      await client.send('\x16\x03\x01\x02\x00\x01')
      client.end()
      await client.closed
    },
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'The client gave the connection up in the middle of the TLS handshake.',
      hint: distrusting,
    },
  },
  {
    name: 'a TLS handshake that the client gives up after STARTTLS',
    sink: { starttls: true },
    act: async ({ port }) => {
      const client = await SmtpClient.connect(port)
      await client.hello()
      await client.say('STARTTLS')
      client.end()
      await client.closed
    },
    outcome: 'nothing',
    ended: 'tls',
    reason: {
      ...noCode,
      text: 'The client gave the connection up in the middle of the TLS handshake.',
      hint: distrusting,
    },
  },
  {
    name: 'HTTP to the smtp port',
    act: async ({ port }) => {
      const client = await SmtpClient.connect(port)
      await client.reply()
      await client.send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await client.closed
    },
    outcome: 'nothing',
    ended: 'server',
    reason: {
      code: 421,
      enhanced: '4.4.2',
      text: 'An HTTP request came to an SMTP port.',
      hint: 'The web page and the API are on the HTTP port; this one speaks SMTP.',
    },
  },
  {
    name: 'STARTTLS where it is not offered',
    act: saying(['STARTTLS']),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 502,
      enhanced: '5.5.1',
      text: 'The client asked for STARTTLS, and this listener does not offer it.',
      hint: 'Start with --starttls, use the submission listener, or switch TLS off in the client (in nodemailer: ignoreTLS: true).',
    },
  },
  {
    name: 'AUTH before STARTTLS',
    sink: { submission: { port: 0 } },
    act: ({ submission, ...box }) =>
      saying([`AUTH PLAIN ${base64('\0ann\0secret')}`])({ ...box, submission, port: submission }),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 538,
      enhanced: '5.7.11',
      text: 'The client sent AUTH before STARTTLS.',
      hint: 'Let the client upgrade first (in nodemailer: requireTLS: true), use the submissions listener with TLS from the first byte, or start with --auth-plaintext.',
    },
  },
  {
    name: 'MAIL without a login',
    sink: { submission: { port: 0 } },
    act: ({ submission, ...box }) => saying(['MAIL FROM:<a@example.com>'])({ ...box, submission, port: submission }),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 530,
      enhanced: '5.7.0',
      text: 'MAIL came without a login, and the submission listener wants one.',
      hint: 'Give the client a user and a password (any will do unless --auth names some), or use the smtp listener, which asks for none.',
    },
  },
  {
    name: 'a wrong password',
    sink: { users: [{ user: 'ann', password: 'right' }] },
    act: saying([`AUTH PLAIN ${base64('\0ann\0wrong')}`]),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 535,
      enhanced: '5.7.8',
      text: 'The login of "ann" by PLAIN was refused.',
      hint: 'Only the users that --auth or --auth-file names may log in; without these options anybody may.',
    },
  },
  {
    name: 'no recipient that could be accepted',
    act: saying(['MAIL FROM:<a@example.com>', 'RCPT TO:<>', 'DATA']),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 501,
      enhanced: '5.1.3',
      text: 'RCPT was refused: A recipient has to have an address',
      hint: null,
    },
  },
  {
    name: 'a mail that is declared too large',
    sink: { limits: { messageSize: 1000 } },
    act: saying(['MAIL FROM:<a@example.com> SIZE=1001']),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 552,
      enhanced: '5.3.4',
      text: 'MAIL was refused: The mail is larger than the limit of 1000 bytes',
      hint: 'Raise --max-message-size to take larger mails.',
    },
  },
  {
    name: 'a mail that is too large',
    sink: { limits: { messageSize: 1000 } },
    act: async ({ port }) => {
      const client = await SmtpClient.connect(port)
      await client.hello()
      await client.mail(`${'x'.repeat(999)}\r\n`)
      await client.quit()
    },
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 552,
      enhanced: '5.3.4',
      text: 'DATA was refused: The mail is larger than the limit of 1000 bytes',
      hint: 'Raise --max-message-size to take larger mails.',
    },
  },
  {
    name: 'a departure from the RFCs where strict',
    sink: { strict: true },
    act: saying(['MAIL FROM: <a@example.com>']),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 501,
      enhanced: '5.5.4',
      text: 'MAIL was refused: A space stands beside the colon of MAIL FROM (RFC 5321, 4.1.1.2).',
      hint: 'With --strict this is refused; without it, it is let pass and noted as a lint.',
    },
  },
  {
    name: 'a client that says nothing and leaves',
    act: saying([], 'end', false),
    outcome: 'probe',
    ended: 'client',
    reason: {
      ...noCode,
      text: 'The client connected and said nothing. It closed the connection.',
      hint: 'Port probes and health checks do that. So does a client that expects TLS from the first byte: it belongs on the submissions listener.',
    },
  },
  {
    name: 'a probe with NOOP and QUIT',
    act: saying(['NOOP'], 'quit', false),
    outcome: 'probe',
    ended: 'quit',
    reason: {
      ...noCode,
      text: 'The client never said hello. It said QUIT.',
      hint: 'Port probes and health checks do that.',
    },
  },
  {
    name: 'a client that leaves after the TLS handshake',
    sink: submissions,
    act: async ({ submissions: port }) => {
      const client = await SmtpClient.connectTls(port)
      await client.reply()
      client.end()
      await client.closed
    },
    outcome: 'nothing',
    ended: 'client',
    reason: {
      ...noCode,
      text: 'The client went through the TLS handshake and then said nothing. It closed the connection.',
      hint: distrusting,
    },
  },
  {
    name: 'a client that says hello and leaves',
    act: saying([], 'end'),
    outcome: 'nothing',
    ended: 'client',
    reason: {
      ...noCode,
      text: 'The client said hello and offered no mail. It closed the connection.',
      hint: noStartTls,
    },
  },
  {
    name: 'a client that says hello and finds no AUTH',
    sink: { submission: { port: 0 } },
    act: ({ submission, ...box }) => saying([])({ ...box, submission, port: submission }),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      ...noCode,
      text: 'The client said hello and offered no mail. It said QUIT.',
      hint: 'A client that wants to log in without TLS finds no AUTH here: let it upgrade with STARTTLS, or start with --auth-plaintext.',
    },
  },
  {
    name: 'a client that leaves after MAIL',
    act: saying(['MAIL FROM:<a@example.com>'], 'end'),
    outcome: 'nothing',
    ended: 'client',
    reason: {
      ...noCode,
      text: 'The client named a sender and no recipient. It closed the connection.',
      hint: null,
    },
  },
  {
    name: 'a client that quits after RCPT',
    act: saying(['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>']),
    outcome: 'nothing',
    ended: 'quit',
    reason: { ...noCode, text: 'The client named its recipients and sent no mail. It said QUIT.', hint: null },
  },
  {
    name: 'a client that resets',
    act: saying(['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>'], 'reset'),
    outcome: 'nothing',
    ended: 'reset',
    reason: {
      ...noCode,
      text: 'The client named its recipients and sent no mail. It reset the connection.',
      hint: null,
    },
  },
  {
    name: 'a mail that is cut off',
    act: async ({ port }) => {
      const client = await SmtpClient.connect(port)
      await client.hello()
      for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']) await client.say(line)
      await client.send('Subject: half\r\n')
      client.end()
      await client.closed
    },
    outcome: 'nothing',
    ended: 'client',
    reason: {
      ...noCode,
      text: 'The mail was cut off after 15 bytes, before the dot that ends it. It closed the connection.',
      hint: unanswered,
    },
  },
  {
    name: 'idleness',
    sink: { limits: { idle: 150 } },
    act: saying(['MAIL FROM:<a@example.com>'], 'wait'),
    outcome: 'nothing',
    ended: 'timeout',
    reason: {
      ...noCode,
      text: 'The client named a sender and no recipient. Nothing more came until the time was up.',
      hint: null,
    },
  },
  {
    name: 'a transaction that takes too long',
    sink: { limits: { transaction: 150 } },
    act: saying(['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>'], 'wait'),
    outcome: 'nothing',
    ended: 'timeout',
    reason: {
      ...noCode,
      text: 'The client named its recipients and sent no mail. Nothing more came until the time was up.',
      hint: null,
    },
  },
  {
    name: 'too many recipients',
    sink: { limits: { recipients: 1 } },
    act: saying(['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'RCPT TO:<c@example.com>']),
    outcome: 'nothing',
    ended: 'quit',
    reason: {
      code: 452,
      enhanced: '4.5.3',
      text: 'RCPT was refused: No more than 1 recipients are taken at once',
      hint: 'Raise --max-recipients.',
    },
  },
]

test.each(cases)('$name: the session is kept and says why', async ({ sink, act, outcome, ended, reason }) => {
  const box = await startTestSink(sink)
  await act(box)
  const { session, transcript } = await box.only()
  expect({ outcome: session.outcome, ended: session.ended, reason: session.reason }).toEqual({ outcome, ended, reason })
  expect(session.messages).toEqual([])
  expect(session.closedAt).not.toBeNull()
  expect(transcript.at(-1)?.kind).toBe('close')
  expect((await box.store.state()).counts).toMatchObject({ messages: 0, sessions: 1, openSessions: 0 })
})

test('too many connections: the one too many is told, and says so', async () => {
  const box = await startTestSink({ limits: { connections: 1 } })
  const first = await SmtpClient.connect(box.port)
  await first.hello()
  const second = await SmtpClient.connect(box.port)
  expect((await second.reply()).wire).toBe('421 4.3.2 There are more than 1 connections\r\n')
  await second.closed
  const { session } = await box.only()
  expect(session).toMatchObject({
    outcome: 'nothing',
    ended: 'server',
    reason: {
      code: 421,
      enhanced: '4.3.2',
      text: 'The server ended the connection: There are more than 1 connections',
      hint: 'Raise --max-connections, or close pooled connections that are not used.',
    },
  })
  await first.quit()
})

test('with pipelining the first refusal is the reason, and what follows from it is not', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send('MAIL FROM:<a@example.com> SIZE=x\r\nRCPT TO:<b@example.com>\r\nDATA\r\n')
  expect(await client.codes(3)).toEqual([501, 503, 503])
  await client.quit()
  const { session } = await box.only()
  expect(session.reason).toMatchObject({ code: 501, text: 'MAIL was refused: SIZE is a number of octets' })
  expect((await box.store.state()).counts.refused).toBe(3)
})

test('a session that delivered and was refused something is partial and says what', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.say('MAIL FROM:<a@example.com>')
  await client.say('RCPT TO:<not an address>')
  await client.say('RCPT TO:<b@example.com>')
  await client.say('DATA')
  await client.send('hi\r\n.\r\n')
  await client.reply()
  await client.quit()
  const { session } = await box.only()
  expect(session).toMatchObject({
    outcome: 'partial',
    ended: 'quit',
    reason: { code: 501, text: 'RCPT was refused: "not an address" is not an address' },
    recipients: { accepted: 1, refused: 1 },
  })
  const message = await box.store.message(session.messages[0] ?? '')
  expect(message?.envelope.recipients).toMatchObject([
    { address: '<not an address>', code: 501, accepted: false },
    { address: 'b@example.com', code: 250, accepted: true },
  ])
})

test('a session that delivered and left without QUIT is delivered, with a lint', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.mail('hi\r\n')
  client.end()
  const { session } = await box.only()
  expect(session).toMatchObject({ outcome: 'delivered', ended: 'client', reason: null })
  expect(lintRules(session)).toEqual(['no-quit'])
})

test('a second mail that is cut off makes a session partial', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.mail('hi\r\n')
  for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']) await client.say(line)
  await client.send('half')
  client.end()
  const { session } = await box.only()
  expect(session).toMatchObject({ outcome: 'partial', ended: 'client' })
  expect(session.reason?.text).toMatch(/^The mail was cut off after 4 bytes/)
  expect(session.messages).toHaveLength(1)
})

test('lints point to the entry and the line that show them', async () => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.say('MAIL FROM: <a@example.com>')
  await client.say('RCPT TO:<b@example.com> X=1')
  await client.say('DATA')
  await client.send(`one\r\n.two\r\nthr\xe9e\r\nfour\n${'5'.repeat(999)}\r\n.\r\n`)
  await client.reply()
  await client.quit()
  const { session, transcript } = await box.only()
  const shown = session.lints.map(({ rule, entry, line }) => [
    rule,
    transcript[entry ?? -1]?.verb ?? transcript[entry ?? -1]?.kind,
    line,
  ])
  expect(shown).toEqual([
    ['path-space', 'MAIL', null],
    ['unknown-parameter', 'RCPT', null],
    ['bare-lf', 'payload', 4],
    ['long-line', 'payload', 5],
    ['8bit', 'payload', 3],
    ['undoubled-dot', 'payload', 2],
  ])
})

// Of Node's own client the sink hears nothing: it ends its handshake before it looks at the certificate.
const openssl = await new Promise<boolean>((resolve) => {
  const child = spawn('openssl', ['version'], { stdio: 'ignore' })
  child.on('error', () => resolve(false))
  child.on('close', (code) => resolve(code === 0))
})
if (!openssl) process.stdout.write('Tests of an untrusted certificate are skipped, because there is no openssl.\n')

test.skipIf(!openssl).each(['submissions', 'starttls'] as const)(
  'a client that does not trust the certificate: the session is kept and says why (%s)',
  async (kind) => {
    const box = await startTestSink({ starttls: true, submissions: { port: 0 } })
    const port = kind === 'starttls' ? box.port : box.submissions
    const how = kind === 'starttls' ? ['-starttls', 'smtp'] : []
    const trustNobody = ['-verify_return_error', '-no-CAfile', '-no-CApath', '-no-CAstore']
    const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...how, ...trustNobody], {
      stdio: 'ignore',
    })
    await once(child, 'close')
    const { session } = await box.only()
    expect(session).toMatchObject({
      outcome: 'nothing',
      ended: 'tls',
      reason: { ...noCode, text: 'The client does not trust the certificate (TLS alert: unknown ca).', hint: ours },
    })
  },
)
