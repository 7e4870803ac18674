/** Broken conversations by the thousand: the sink lives, every session ends, and no mail is kept without its end. */
import { expect, test } from 'vitest'
import { SmtpClient } from '../support/smtp-client.ts'
import { type Random, seeded } from '../support/smtp-random.ts'
import { startTestSink } from '../support/smtp-sink.ts'

const CONVERSATIONS = 2000
const AT_ONCE = 8
const SEED = 20_260_101

const base64 = (text: string) => Buffer.from(text).toString('base64')
const mail = 'MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nSubject: hi\r\n\r\n..hi\r\n.\r\n'
/** Conversations as they are: what a client sends, from EHLO to the end. */
const recorded = [
  `EHLO app\r\n${mail}QUIT\r\n`,
  `EHLO app\r\n${mail}${mail}QUIT\r\n`,
  `HELO app\r\nMAIL FROM:<>\r\nRCPT TO:<"a b"@[127.0.0.1]>\r\nDATA\r\n.\r\nQUIT\r\n`,
  `EHLO app\r\nAUTH PLAIN ${base64('\0ann\0secret')}\r\n${mail}QUIT\r\n`,
  `EHLO app\r\nAUTH LOGIN\r\n${base64('ann')}\r\n${base64('secret')}\r\n${mail}QUIT\r\n`,
  `EHLO app\r\nAUTH CRAM-MD5\r\n${base64('ann 0123')}\r\nRSET\r\nVRFY x\r\nEXPN y\r\nHELP\r\nNOOP\r\nQUIT\r\n`,
  `EHLO app\r\nSTARTTLS\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03garbage`,
  `EHLO app\r\nMAIL FROM:<a@example.com> SIZE=100 BODY=8BITMIME RET=FULL ENVID=x SMTPUTF8\r\nRCPT TO:<b@example.com> NOTIFY=NEVER ORCPT=rfc822;b\r\nDATA\r\n\x80\xff\n.\n\r.\r\r\n.\r\nQUIT\r\n`,
  `EHLO app\r\nBDAT 14 LAST\r\nRSET\r\nNOOP\r\n\r\n${mail}QUIT\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n\r\n${mail}`,
]
const telling = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '.',
  '\r\n.\r\n',
  ' ',
  ':',
  '<',
  '>',
  '"',
  '\\',
  '\xff',
  '\x16',
  'DATA\r\n',
  '*',
]

function mutated(text: string, random: Random): string {
  let bytes = text
  for (let changes = random.below(5); changes > 0; changes -= 1) {
    const at = random.below(bytes.length + 1)
    const length = random.below(12)
    switch (random.below(7)) {
      case 0:
        bytes = bytes.slice(0, at) + bytes.slice(at + length)
        break
      case 1:
        bytes = bytes.slice(0, at) + String.fromCharCode(random.below(256)) + bytes.slice(at + 1)
        break
      case 2:
        bytes = bytes.slice(0, at) + random.pick(telling) + bytes.slice(at)
        break
      case 3:
        bytes = bytes.slice(0, at) + bytes.slice(at, at + length).repeat(random.below(4)) + bytes.slice(at)
        break
      case 4:
        bytes = bytes.slice(0, at)
        break
      case 5:
        bytes += random.pick(recorded).slice(random.below(40))
        break
      default:
        bytes = bytes.slice(0, at) + 'x'.repeat(random.below(3000)) + bytes.slice(at)
    }
  }
  return bytes
}

function* pieces(text: string, random: Random): Generator<string> {
  for (let at = 0; at < text.length;) {
    const size = random.pick([1, 30, 200, 1000, 5000])
    yield text.slice(at, at + size)
    at += size
  }
}

test.each([false, true])(
  'the sink outlives broken conversations (strict: %s)',
  { timeout: 180_000 },
  async (strict) => {
    const box = await startTestSink({
      strict,
      starttls: true,
      limits: { commandLine: 2000, messageSize: 5000, idle: 2000, handshake: 1000 },
    })
    const random = seeded(SEED + (strict ? 1 : 0))
    const conversations = strict ? CONVERSATIONS / 5 : CONVERSATIONS
    let begun = 0
    /** By the port of the client: how many ends of data it sent at most. */
    const ends = new Map<number, { ends: number; sent: string }>()
    /** Ports that two clients had: which of them a session belongs to cannot be told. */
    const reused = new Set<number>()
    const hold = async () => {
      while (begun < conversations) {
        begun += 1
        const text = mutated(random.pick(recorded), random)
        const client = await SmtpClient.connect(box.port)
        // Strict stops whoever begins in one go, and nothing further would be tried.
        if (strict) await client.hello()
        else if (random.below(2) === 0) await client.reply()
        if (ends.has(client.localPort)) reused.add(client.localPort)
        ends.set(client.localPort, {
          ends: text.match(/^\.\r\n/gm)?.length ?? 0,
          sent: client.sent.toString('latin1') + text,
        })
        for (const piece of pieces(text, random)) await client.send(piece)
        if (random.below(4) === 0) client.reset()
        else client.end()
        await client.closed
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, hold))

    const sessions = await box.closed(conversations)
    expect((await box.store.state()).counts.openSessions).toBe(0)
    const { messages } = await box.store.messages({
      limit: 10_000,
      before: null,
      after: null,
      order: 'asc',
      criteria: null,
      digests: true,
    })
    expect(messages.length).toBeGreaterThan(sessions.length / 20)
    for (const session of sessions) {
      expect(session.outcome).not.toBe('open')
      const { transcript } = (await box.store.session(session.id)) ?? { transcript: [] }
      const kept = transcript.filter(({ kind, messageId }) => kind === 'payload' && messageId !== undefined)
      expect(kept.map(({ messageId }) => messageId)).toEqual(session.messages)
      const wire = await box.store.wire(session.id, 'client')
      expect((wire?.bytes.length ?? 0) + (wire?.missing ?? 0)).toBe(session.bytesIn)
      // What its client sent is known by the port, unless two clients had it, or the socket no longer told it (0).
      if (reused.has(session.remote.port) || session.remote.port === 0) continue
      const said = ends.get(session.remote.port)
      if (session.messages.length > (said?.ends ?? 0))
        throw new Error(`Kept without its end: ${JSON.stringify(said?.sent)}`)
      expect(session.bytesIn).toBeLessThanOrEqual(said?.sent.length ?? 0)
    }
    const next = await SmtpClient.connect(box.port)
    await next.hello()
    expect((await next.mail('hi\r\n')).code).toBe(250)
  },
)

const states: readonly (readonly string[])[] = [
  [],
  ['EHLO app'],
  ['EHLO app', 'AUTH LOGIN'],
  ['EHLO app', 'AUTH LOGIN', base64('ann')],
  ['EHLO app', 'MAIL FROM:<a@example.com>'],
  ['EHLO app', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>'],
  ['EHLO app', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA'],
  ['EHLO app', 'STARTTLS'],
  ['EHLO app', 'QUIT'],
]
test.each(states.map((lines) => ({ lines, at: lines.at(-1) ?? 'the greeting' })))(
  'a reset after $at leaves a closed session and nothing else',
  async ({ lines }) => {
    // One that resets before its STARTTLS is read ends with the limit of the handshake.
    const box = await startTestSink({ starttls: true, limits: { handshake: 500 } })
    const rounds = 20
    for (let i = 0; i < rounds; i += 1) {
      const client = await SmtpClient.connect(box.port)
      if (i % 2 === 0) await client.reply()
      for (const line of lines) {
        await client.send(`${line}\r\n`)
        if (i % 4 === 0) await client.reply()
      }
      client.reset()
    }
    await box.closed(rounds)
    expect((await box.store.state()).counts).toMatchObject({ sessions: rounds, openSessions: 0, messages: 0 })
    const next = await SmtpClient.connect(box.port)
    await next.hello()
    expect((await next.mail('hi\r\n')).code).toBe(250)
  },
)
