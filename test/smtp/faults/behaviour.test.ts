/** What a fault leaves behind: in the conversation, in the envelope, in what is kept. */
import { expect, test } from 'vitest'
import type { FaultSpec } from '../../../contract/fault.ts'
import { type Reply, SmtpClient } from '../../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../../support/smtp-sink.ts'

const everybody = { all: true } as const
const LETTER = 'Subject: a letter\r\n\r\nHello\r\n'

async function armed(spec: FaultSpec, options: Parameters<typeof startTestSink>[0] = {}) {
  const sink = await startTestSink(options)
  const fault = await sink.store.createFault({ scope: everybody, ...spec })
  const client = await SmtpClient.connect(sink.port)
  return { sink, fault, client }
}

const extensionsOf = ({ lines }: Reply) => lines.slice(1).map((line) => line.split(' ', 1)[0])
const textOf = async (sink: TestSink) => (await sink.only()).transcript.map(({ text }) => text)

test('a mail that is kept before the end is refused arrives twice when the client tries again', async () => {
  const { sink, fault, client } = await armed({ stage: 'end', reply: { code: 451 }, store: true })
  await client.hello()
  expect((await client.mail(LETTER)).code).toBe(451)
  expect((await client.mail(LETTER)).code).toBe(250)
  await client.quit()
  const messages = await sink.messages()
  expect(messages).toHaveLength(2)
  expect(messages.map(({ faults }) => faults.map(({ id }) => id))).toEqual([[fault.id], []])
  const hits = (await sink.store.fault(fault.id))?.hits
  expect(hits).toMatchObject([{ message: messages[0]?.id, transaction: 1 }])
  expect((await sink.only()).session).toMatchObject({ outcome: 'partial', messages: messages.map(({ id }) => id) })
})

test('a mail that is refused at its end is not kept', async () => {
  const { sink, client } = await armed({ stage: 'end', reply: { code: 552, enhanced: '5.3.4', text: 'Too big' } })
  await client.hello()
  const reply = await client.mail(LETTER)
  expect(reply.wire).toBe('552 5.3.4 Too big\r\n')
  await client.quit()
  expect(await sink.messages()).toEqual([])
  expect(await textOf(sink)).toContain('28 bytes, 3 lines, refused and not kept')
})

test('of several recipients only the one in scope is refused, and the mail goes to the others', async () => {
  const { sink, client } = await armed({
    scope: { rcpt: 'ann@example.test' },
    stage: 'rcpt',
    reply: { code: 450, enhanced: '4.2.1', text: 'Not now' },
  })
  await client.hello()
  await client.say('MAIL FROM:<shop@example.test>')
  expect((await client.say('RCPT TO:<Ann@example.test> NOTIFY=NEVER')).wire).toBe('450 4.2.1 Not now\r\n')
  expect((await client.say('RCPT TO:<bob@example.test>')).code).toBe(250)
  expect((await client.say('DATA')).code).toBe(354)
  await client.send(`${LETTER}.\r\n`)
  expect((await client.reply()).code).toBe(250)
  await client.quit()
  const [message] = await sink.messages()
  expect(message?.envelope.to).toEqual(['bob@example.test'])
  expect((await sink.store.message(message?.id ?? ''))?.envelope.recipients).toEqual([
    { address: 'Ann@example.test', parameters: { NOTIFY: 'NEVER' }, code: 450, text: '4.2.1 Not now', accepted: false },
    { address: 'bob@example.test', parameters: {}, code: 250, text: '2.1.5 Recipient OK', accepted: true },
  ])
  expect((await sink.only()).session.recipients).toEqual({ accepted: 1, refused: 1 })
})

test('a reply of several lines has the enhanced code in each of them', async () => {
  const { client } = await armed({
    stage: 'rcpt',
    reply: { code: 550, enhanced: '5.7.1', text: 'Blocked\nSee https://example.test/why' },
  })
  await client.hello()
  await client.say('MAIL FROM:<shop@example.test>')
  const { wire } = await client.say('RCPT TO:<ann@example.test>')
  expect(wire).toBe('550-5.7.1 Blocked\r\n550 5.7.1 See https://example.test/why\r\n')
  client.end()
})

test('the lines that a fault touched bear its id, and no others', async () => {
  const { sink, fault, client } = await armed({ name: 'grey', stage: 'rcpt', reply: { code: 451, text: 'Later' } })
  await client.hello()
  await client.mail(LETTER)
  await client.mail(LETTER)
  await client.quit()
  const { transcript, session } = await sink.only()
  const touched = transcript.filter((entry) => entry.fault !== undefined)
  expect(touched).toMatchObject([
    { kind: 'fault', from: 'sink', text: `Fault "grey" (${fault.id}): the answer is 451.`, fault: fault.id },
    { kind: 'reply', text: '451 4.3.0 Later', fault: fault.id },
  ])
  expect(session.reason).toMatchObject({
    code: 451,
    text: 'RCPT was refused: Later',
    hint: `The fault "grey" (${fault.id}) asked for this.`,
  })
})

test('a mail that came late because of a fault names it, and the hit names the mail', async () => {
  const { sink, fault, client } = await armed({ stage: 'data', action: { type: 'delay', delay: 20 } })
  await client.hello()
  expect((await client.mail(LETTER)).code).toBe(250)
  await client.quit()
  const [message] = await sink.messages()
  expect(message?.faults).toEqual([{ id: fault.id, name: fault.name }])
  expect((await sink.store.fault(fault.id))?.hits).toMatchObject([{ message: message?.id }])
})

test('a connection that is dropped in the middle of a mail leaves what had come', async () => {
  const { sink, fault, client } = await armed({ stage: 'payload', action: { type: 'drop', how: 'rst', after: 100 } })
  await client.hello()
  for (const line of ['MAIL FROM:<shop@example.test>', 'RCPT TO:<ann@example.test>', 'DATA']) await client.say(line)
  await client.send('Subject: cut\r\n\r\n')
  await client.send('x'.repeat(100))
  await client.closed
  const { session, transcript } = await sink.only()
  expect(session).toMatchObject({ ended: 'fault', outcome: 'nothing', faults: [fault.id] })
  expect(session.reason?.text).toBe(
    'The mail was cut off after 116 bytes, before the dot that ends it. A fault ended the connection.',
  )
  expect(transcript.at(-1)).toMatchObject({ kind: 'close', text: 'Closed by a fault.', fault: fault.id })
})

test('what a stalled client goes on to say is recorded, and answered by nobody', async () => {
  const { sink, fault, client } = await armed({ stage: 'rcpt', action: { type: 'stall' } })
  await client.hello()
  await client.send('MAIL FROM:<shop@example.test>\r\nRCPT TO:<ann@example.test>\r\nDATA\r\nQUIT\r\n')
  expect((await client.reply()).code).toBe(250)
  client.end()
  const { session, transcript } = await sink.only()
  expect(transcript.slice(-5).map(({ text }) => text)).toEqual([
    'RCPT TO:<ann@example.test>',
    `Fault "${fault.name}" (${fault.id}): nothing more is said.`,
    'DATA',
    'QUIT',
    'Closed by the client, without QUIT.',
  ])
  expect(session).toMatchObject({ outcome: 'nothing', ended: 'client' })
  expect(session.reason?.hint).toBe(`The fault "${fault.name}" (${fault.id}) was at work.`)
})

test('a port that says nothing is no probe, though its client said nothing either', async () => {
  const { sink, client } = await armed({ preset: 'blocked-port' })
  // The sink has seen it, and is silent.
  await sink.event(({ type }) => type === 'fault.hit')
  client.end()
  expect((await sink.only()).session).toMatchObject({ outcome: 'nothing', ended: 'client' })
})

test('whoever waits because of a fault is not idle', async () => {
  const limits = { idle: 60 }
  const { sink, client } = await armed({ stage: 'mail', action: { type: 'delay', delay: 300 } }, { limits })
  await client.hello()
  expect((await client.say('MAIL FROM:<shop@example.test>')).code).toBe(250)
  // Nor is it idle any longer than others once it is answered.
  expect((await client.reply()).code).toBe(421)
  expect((await sink.only()).session.ended).toBe('timeout')
})

test('a slow line stays slow, and its end waits for what was said', async () => {
  const { sink, fault, client } = await armed({
    stage: 'mail',
    action: { type: 'trickle', bytesPerSecond: 400, direction: 'server' },
  })
  await client.hello()
  const start = performance.now()
  expect((await client.mail(LETTER)).code).toBe(250)
  await client.quit()
  const said = (await sink.only()).transcript.filter(({ from, fault: id }) => from === 'server' && id === fault.id)
  const bytes = said.reduce((sum, entry) => sum + entry.bytes, 0)
  expect(said.map(({ code }) => code)).toEqual([250, 250, 354, 250, 221])
  // The first tenth of a second is for free.
  expect(performance.now() - start).toBeGreaterThan((bytes / 400) * 1000 - 100)
})

test('a mail that is read slowly takes its time, and comes whole', async () => {
  const { sink, client } = await armed({ stage: 'payload', action: { type: 'trickle', bytesPerSecond: 5000 } })
  await client.hello()
  const letter = `Subject: slow\r\n\r\n${'0123456789abcdef\r\n'.repeat(100)}`
  const start = performance.now()
  expect((await client.mail(letter)).code).toBe(250)
  expect(performance.now() - start).toBeGreaterThan((letter.length / 5000) * 1000 - 50)
  await client.quit()
  const [message] = await sink.messages()
  expect((await sink.raw(message?.id)).toString()).toBe(letter)
})

test('extensions that are hidden are hidden once', async () => {
  const { client } = await armed({ stage: 'ehlo', action: { type: 'hide', extensions: ['SIZE', '8BITMIME'] } })
  await client.reply()
  const first = await client.say('EHLO app')
  const second = await client.say('EHLO app')
  const hidden = extensionsOf(second).filter((name) => !extensionsOf(first).includes(name))
  expect(hidden).toEqual(['8BITMIME', 'SIZE'])
  client.end()
})

test('a login that a fault refuses leaves the client without one, and the next is good', async () => {
  const { client } = await armed({ stage: 'auth', reply: { code: 454, text: 'Out of order' } })
  await client.hello()
  const login = `AUTH PLAIN ${Buffer.from('\0ann\0secret').toString('base64')}`
  expect((await client.say(login)).wire).toBe('454 4.7.0 Out of order\r\n')
  expect((await client.say(login)).code).toBe(235)
  await client.quit()
})

test('the login of a fault is answered at its end, however many steps it has', async () => {
  const { client } = await armed({ stage: 'auth', reply: { code: 535, text: 'No' } })
  await client.hello()
  expect((await client.say('AUTH LOGIN')).code).toBe(334)
  expect((await client.say(Buffer.from('ann').toString('base64'))).code).toBe(334)
  expect((await client.say(Buffer.from('secret').toString('base64'))).wire).toBe('535 5.7.8 No\r\n')
  expect((await client.say('NOOP')).code).toBe(250)
  await client.quit()
})

test('a command that is wrong anyway is answered as ever, and no hit', async () => {
  const { sink, fault, client } = await armed({ stage: 'rcpt', reply: { code: 451 } })
  await client.hello()
  expect((await client.say('RCPT TO:<ann@example.test>')).code).toBe(503)
  await client.say('MAIL FROM:<shop@example.test>')
  expect((await client.say('RCPT TO:')).code).toBe(501)
  expect((await sink.store.fault(fault.id))?.count).toBe(0)
  await client.quit()
})

test('of a server that dies after the dot it is said that the mail was kept', async () => {
  const { sink, fault, client } = await armed({ preset: 'dies-after-dot' })
  await client.hello()
  await expect(client.mail(LETTER)).rejects.toThrow('closed')
  await client.closed
  expect((await sink.only()).session).toMatchObject({
    outcome: 'partial',
    ended: 'fault',
    reason: {
      text: 'The mail came whole and was kept, and its sender was not told so. A fault ended the connection.',
      hint: `The fault "dies-after-dot" (${fault.id}) was at work.`,
    },
  })
})

test('of a mail that came whole and was let go it is said that it was not answered', async () => {
  const { sink, client } = await armed({ stage: 'end', action: { type: 'drop' } })
  await client.hello()
  await expect(client.mail(LETTER)).rejects.toThrow('closed')
  await client.closed
  expect((await sink.only()).session.reason?.text).toBe(
    'The mail came whole, and was not answered. A fault ended the connection.',
  )
})
