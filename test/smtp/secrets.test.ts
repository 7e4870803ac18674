/** Secrets leave no trace: what a client sent is on record with its secrets starred out, and no form of one is anywhere. */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { ANY_SESSION } from '../../contract/store.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const SECRET = 'Sesam, öffne dich? ~/+=&'

/** Every form in which a secret could show itself. */
function formsOf(secret: string): string[] {
  const encoded = base64(secret)
  return [
    secret,
    encoded,
    encoded.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    // Within a longer base64 text its middle is the same at one of three offsets.
    ...[0, 1, 2].map((offset) => base64('\0'.repeat(offset) + secret).slice(4, -4)),
    JSON.stringify(secret).slice(1, -1),
  ]
}

/** Everything the store shows of everything. */
async function everything(box: TestSink): Promise<string> {
  const page = { limit: 1000, before: null, after: null, order: 'asc', criteria: null, digests: true } as const
  const { sessions } = await box.store.sessions({ ...page, ...ANY_SESSION })
  const whole = await Promise.all(
    sessions.map(async ({ id }) => [
      await box.store.session(id),
      latin1((await box.store.wire(id, 'client'))?.bytes ?? Buffer.alloc(0)),
      latin1((await box.store.wire(id, 'server'))?.bytes ?? Buffer.alloc(0)),
    ]),
  )
  const messages = await Promise.all((await box.messages()).map(({ id }) => box.store.message(id)))
  return JSON.stringify([whole, sessions, messages, box.events, await box.store.state()])
}

/** The forms in which one of the secrets shows itself anywhere: none. */
async function leaks(box: TestSink, ...secrets: string[]): Promise<string[]> {
  const shown = await everything(box)
  return secrets.flatMap(formsOf).filter((form) => form.length >= 4 && shown.includes(form))
}

const stars = (text: string) => '*'.repeat(text.length)

interface Login {
  readonly name: string
  /** Each line, and its stretch that is secret. */
  readonly lines: readonly (readonly [line: string, secret: string])[]
  readonly secrets: readonly string[]
  readonly codes: readonly number[]
}

const token = base64(`\0ann\0${SECRET}`)
const bearer = base64(`user=ann\x01auth=Bearer ${SECRET}\x01\x01`)
const logins: readonly Login[] = [
  { name: 'PLAIN at once', lines: [[`AUTH PLAIN ${token}`, token]], secrets: [token], codes: [235] },
  {
    name: 'PLAIN in two steps',
    lines: [
      ['AUTH PLAIN', ''],
      [token, token],
    ],
    secrets: [token],
    codes: [334, 235],
  },
  {
    name: 'LOGIN with the user at once',
    lines: [
      [`AUTH LOGIN ${base64('ann')}`, base64('ann')],
      [base64(SECRET), base64(SECRET)],
    ],
    secrets: [],
    codes: [334, 235],
  },
  {
    name: 'LOGIN step by step',
    lines: [
      ['AUTH LOGIN', ''],
      [base64('ann'), base64('ann')],
      [base64(SECRET), base64(SECRET)],
    ],
    secrets: [],
    codes: [334, 334, 235],
  },
  { name: 'XOAUTH2 at once', lines: [[`AUTH XOAUTH2 ${bearer}`, bearer]], secrets: [bearer], codes: [235] },
  {
    name: 'XOAUTH2 in two steps',
    lines: [
      ['AUTH XOAUTH2', ''],
      [bearer, bearer],
    ],
    secrets: [bearer],
    codes: [334, 235],
  },
  { name: 'PLAIN, oddly spaced', lines: [[`auth  PLAIN\t${token}`, token]], secrets: [token], codes: [235] },
]

test.each(logins)('a login by $name is on record with its secret starred out', async ({ lines, secrets, codes }) => {
  const box = await startTestSink()
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  for (const [i, [line]] of lines.entries()) expect((await client.say(line)).code).toBe(codes[i])
  await client.mail('hi\r\n')
  await client.quit()
  const { session, transcript } = await box.only()
  const expected = lines.reduce(
    (sent, [line, secret]) =>
      sent.replace(`${line}\r\n`, `${line.slice(0, line.length - secret.length)}${stars(secret)}\r\n`),
    latin1(client.sent),
  )
  expect(latin1(await box.wire(session.id, 'client'))).toBe(expected)
  expect(latin1(await box.wire(session.id, 'server'))).toBe(latin1(client.received))
  const told = transcript.filter(({ kind, verb }) => kind === 'auth' || verb === 'AUTH')
  expect(told.map(({ masked }) => masked === true)).toEqual(lines.map(([, secret]) => secret !== ''))
  expect(told.every(({ verb }) => verb === 'AUTH')).toBe(true)
  expect(session.auth).toMatchObject({ user: 'ann', accepted: true })
  expect((await box.messages())[0]?.session.user).toBe('ann')
  expect(await leaks(box, SECRET, ...secrets)).toEqual([])
})

test('a login by CRAM-MD5 is on record with its answer starred out', async () => {
  const box = await startTestSink({ users: [{ user: 'ann', password: SECRET }] })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  const challenge = Buffer.from((await client.say('AUTH CRAM-MD5')).lines[0] ?? '', 'base64')
  const digest = createHmac('md5', SECRET).update(challenge).digest('hex')
  const answer = base64(`ann ${digest}`)
  expect((await client.say(answer)).code).toBe(235)
  await client.quit()
  const { session } = await box.only()
  expect(latin1(await box.wire(session.id, 'client'))).toBe(latin1(client.sent).replace(answer, stars(answer)))
  expect(session.auth).toEqual({ mechanism: 'CRAM-MD5', user: 'ann', accepted: true })
  expect(await leaks(box, SECRET, digest, answer)).toEqual([])
})

test.each(['smtp', 'submission'] as const)(
  'a login that is refused on %s leaks nothing of the secrets that are on their way already',
  async (listener) => {
    const box = await startTestSink({ submission: { port: 0 } })
    const client = await SmtpClient.connect(listener === 'smtp' ? box.port : box.submission)
    await client.hello()
    const mechanism = listener === 'smtp' ? 'SCRAM-SHA-256' : 'LOGIN'
    await client.send(`AUTH ${mechanism}\r\n${base64('ann')}\r\n${base64(SECRET)}\r\nRSET\r\n`)
    expect(await client.codes(4)).toEqual([listener === 'smtp' ? 504 : 538, 500, 500, 250])
    await client.quit()
    expect(await leaks(box, SECRET)).toEqual([])
    const { transcript } = await box.only()
    expect(transcript.find(({ verb }) => verb === 'RSET')).not.toHaveProperty('masked')
  },
)

test('a wrong password leaks nothing, in the reason neither', async () => {
  const box = await startTestSink({ users: [{ user: 'ann', password: 'right' }] })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  expect((await client.say(`AUTH PLAIN ${token}`)).code).toBe(535)
  expect((await client.say(`AUTH XOAUTH2 ${bearer}`)).code).toBe(334)
  expect((await client.say('')).code).toBe(535)
  await client.quit()
  expect(await leaks(box, SECRET, token, bearer)).toEqual([])
  expect((await box.only()).session.auth).toEqual({ mechanism: 'XOAUTH2', user: 'ann', accepted: false })
})

test.each([
  ['behind QUIT', `QUIT\r\nEHLO app\r\nAUTH PLAIN ${token}\r\n`],
  ['behind QUIT, step by step', `QUIT\r\nEHLO app\r\nAUTH LOGIN\r\n${base64('ann')}\r\n${base64(SECRET)}\r\nNOOP\r\n`],
  ['without a line end', `AUTH PLAIN ${token}`],
  ['without a line end, as an answer', `AUTH PLAIN\r\n${token}`],
  ['in a line that is too long', `AUTH PLAIN ${token.repeat(600)}\r\nQUIT\r\n`],
  ['in an answer that is too long', `AUTH PLAIN\r\n${token.repeat(600)}\r\n${token}\r\nQUIT\r\n`],
  ['in the bytes of a BDAT', `BDAT ${20 + token.length} LAST\r\nNOOP\r\nAUTH PLAIN ${token}\r\nQUIT\r\n`],
  ['as a second login', `AUTH PLAIN ${base64('\0a\0b')}\r\nAUTH PLAIN ${token}\r\nQUIT\r\n`],
  ['with too many words', `AUTH PLAIN x ${token}\r\nQUIT\r\n`],
])('a secret %s leaks nothing, whatever the segments', async (_where, sent) => {
  const box = await startTestSink()
  for (const segments of ['one', 'many', 'bytes'] as const) {
    const client = await SmtpClient.connect(box.port)
    await client.hello()
    if (segments === 'one') await client.send(sent)
    else if (segments === 'many') await client.sendSegments(sent.match(/[\s\S]{1,7}/g) ?? [])
    else if (sent.length < 1000) await client.sendBytewise(sent)
    client.end()
    await client.closed
  }
  await box.closed(3)
  expect(await leaks(box, SECRET, token)).toEqual([])
})

test('a secret behind STARTTLS in the same segment leaks nothing', async () => {
  const box = await startTestSink({ starttls: true })
  const client = await SmtpClient.connect(box.port)
  await client.hello()
  await client.send(`STARTTLS\r\nEHLO app\r\nAUTH PLAIN ${token}\r\n`)
  await client.reply()
  await client.upgrade()
  await client.say('EHLO inside')
  await client.quit()
  expect(await leaks(box, SECRET, token)).toEqual([])
})
