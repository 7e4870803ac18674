/** All sessions that carried the same mail, over a socket: refused, cut off, delivered, and delivered again. */
import { expect, test } from 'vitest'
import type { MailAttempts } from '../../contract/attempts.ts'
import { HistoryLostError } from '../../contract/store.ts'
import type { SinkOptions } from '../../server/sink-options.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'
import { fedStore } from './feeding.ts'

interface Mail {
  readonly id?: string
  readonly subject?: string
  readonly body?: string
}

const wire = ({ id = 'a@shop', subject = 'Reset', body = 'Hello Ann' }: Mail = {}) =>
  `Message-ID: <${id}>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`

const ANN = 'ann@example.com'
/** An address that is refused. */
const BAD = 'a b@example.com'

async function box(options: SinkOptions = {}) {
  const sink = await startTestSink(options)
  let sessions = 0
  /** A session that says these lines, each answered, and is over. */
  const saying = async (...lines: string[]) => {
    const client = await SmtpClient.connect(sink.port)
    await client.hello()
    for (const line of lines) await client.say(line)
    await client.quit()
    await over()
  }
  const over = () => sink.closed((sessions += 1))
  return {
    sink,
    store: sink.store,
    saying,
    /** A session with one mail; gives the code of its last reply. */
    sends: async (mail: string, to = [ANN]) => {
      const client = await SmtpClient.connect(sink.port)
      await client.hello()
      await client.say('MAIL FROM:<shop@example.com>')
      for (const recipient of to) await client.say(`RCPT TO:<${recipient}>`)
      await client.say('DATA')
      const { code } = await client.say(`${mail}.`)
      await client.quit()
      await over()
      return code
    },
    /** A session that ends in the middle of a mail. */
    breaksOff: async (mail: string) => {
      const client = await SmtpClient.connect(sink.port)
      await client.hello()
      for (const line of ['MAIL FROM:<shop@example.com>', `RCPT TO:<${ANN}>`, 'DATA']) await client.say(line)
      await client.send(mail)
      client.end()
      await client.closed
      await over()
    },
    all: (criteria = {}, since: string | null = null) => sink.store.attempts(criteria, since),
    ofNewest: async () => sink.store.attemptsOf(await newest(sink)),
    cursor: async () => (await sink.store.state()).cursor,
  }
}

const outcomes = (mail: MailAttempts | null | undefined) =>
  (mail?.attempts ?? []).map(({ outcome, known }) => `${outcome} ${known}`)

const newest = async (sink: TestSink) => (await sink.messages()).at(-1)?.id ?? ''

test('a mail that was cut off and then delivered is one mail, delivered once', async () => {
  const { sink, breaksOff, sends, ofNewest } = await box()
  await breaksOff('Message-ID: <a@shop>\r\nSubject: Reset\r\n\r\nHello')
  await sends(wire())
  const mail = await ofNewest()
  const [first, second] = await sink.closed(2)
  const id = await newest(sink)
  expect(mail).toEqual({
    messageId: '<a@shop>',
    subject: 'Reset',
    from: 'shop@example.com',
    to: [ANN],
    delivered: 'once',
    copies: 1,
    messages: [id],
    attempts: [
      {
        session: first?.id,
        transaction: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        gap: null,
        from: 'shop@example.com',
        to: [ANN],
        outcome: 'broken_off',
        reply: null,
        message: null,
        faults: [],
        known: 'message_id',
      },
      {
        session: second?.id,
        transaction: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        gap: expect.any(Number),
        from: 'shop@example.com',
        to: [ANN],
        outcome: 'delivered',
        reply: { code: 250, enhanced: '2.6.0', text: `OK, kept as ${id}` },
        message: id,
        faults: [],
        known: 'message_id',
      },
    ],
  })
})

test('cut off before its header has come, a mail is known by its envelope', async () => {
  const { breaksOff, sends, ofNewest } = await box()
  await breaksOff('Mess')
  await sends(wire())
  expect(outcomes(await ofNewest())).toEqual(['broken_off envelope', 'delivered message_id'])
})

/** One that strict refuses, for it has a bare LF. */
const bad = (id: string, boundary: string) =>
  `Message-ID: <${id}>\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\n--${boundary}\r\n\r\nbare\n--${boundary}--\r\n`

test('a mail that was refused whole is known again, by its body', async () => {
  const { sends, all } = await box({ strict: true })
  expect(await sends(bad('a@shop', '_1'))).toBeGreaterThanOrEqual(500)
  expect(await sends(bad('b@shop', '_23'))).toBeGreaterThanOrEqual(500)
  const [mail, ...more] = await all({ rcpt: ANN })
  expect(more).toEqual([])
  expect(mail).toMatchObject({ subject: 'Grüße', messageId: '<a@shop>', delivered: 'never', copies: 0, messages: [] })
  expect(outcomes(mail)).toEqual(['refused body', 'refused body'])
  expect(mail?.attempts[0]?.reply?.code).toBeGreaterThanOrEqual(500)
})

test('a mail over the limit is known by its header', async () => {
  const { sends, all } = await box({ limits: { messageSize: 2000 } })
  await sends(wire({ body: 'x'.repeat(3000) }))
  await sends(wire({ body: 'x'.repeat(3000) }))
  const [mail] = await all()
  expect(mail).toMatchObject({ messageId: '<a@shop>', subject: 'Reset', delivered: 'never' })
  expect(mail?.attempts.map(({ reply, known }) => `${reply?.code} ${known}`)).toEqual([
    '552 message_id',
    '552 message_id',
  ])
})

test('refused at RCPT three times is one mail that never arrived, and says so', async () => {
  const { saying, all } = await box()
  for (let i = 0; i < 3; i += 1) await saying('MAIL FROM:<shop@example.com>', `RCPT TO:<${BAD}>`)
  const [mail] = await all({ rcpt: BAD })
  expect(mail).toMatchObject({ messageId: null, subject: null, to: [BAD], delivered: 'never', copies: 0 })
  expect(outcomes(mail)).toEqual(['refused envelope', 'refused envelope', 'refused envelope'])
  expect(mail?.attempts[0]?.reply).toMatchObject({ code: 501, enhanced: '5.1.3' })
})

test('refused at MAIL, with everything sent at once, it has named whom it was for', async () => {
  const { sink, all, sends } = await box()
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.send(`MAIL FROM:<shop@example.com> SIZE=99999999999\r\nRCPT TO:<${ANN}>\r\nDATA\r\n`)
  expect(await client.codes(3)).toEqual([552, 503, 503])
  await client.quit()
  expect(outcomes((await all({ rcpt: ANN }))[0])).toEqual(['refused envelope'])
  await sends(wire())
  expect(outcomes((await all({ rcpt: ANN }))[0])).toEqual(['refused envelope', 'delivered message_id'])
})

test('who was refused makes a mail partly delivered, and the criteria may name them', async () => {
  const { sends, all } = await box()
  await sends(wire(), [ANN, BAD])
  const [mail, ...more] = await all({ rcpt: BAD })
  expect(more).toEqual([])
  expect(mail).toMatchObject({ to: [ANN, BAD], delivered: 'partly', copies: 1 })
  expect(outcomes(mail)).toEqual(['delivered message_id'])
})

test('a client that gives up because one recipient was refused was refused', async () => {
  const { saying, all } = await box()
  await saying('MAIL FROM:<shop@example.com>', `RCPT TO:<${ANN}>`, `RCPT TO:<${BAD}>`, 'RSET')
  await saying('MAIL FROM:<news@example.com>', `RCPT TO:<${ANN}>`, 'RSET')
  expect((await all()).map((mail) => outcomes(mail))).toEqual([['refused envelope'], ['broken_off envelope']])
})

test('what is under way is open', async () => {
  const { sink, all } = await box()
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  for (const line of ['MAIL FROM:<shop@example.com>', `RCPT TO:<${BAD}>`]) await client.say(line)
  expect(outcomes((await all())[0])).toEqual(['refused envelope'])
  await client.say(`RCPT TO:<${ANN}>`)
  expect(outcomes((await all())[0])).toEqual(['open envelope'])
  await client.say('DATA')
  await client.send('Subject: Reset\r\n')
  expect(outcomes((await all())[0])).toEqual(['open envelope'])
  await client.say('\r\nHello\r\n.')
  expect(outcomes((await all())[0])).toEqual(['delivered body'])
  await client.quit()
})

test('a client that stopped in the middle of a mail was refused nothing, though it was told that its time is up', async () => {
  const { sink, all } = await box({ limits: { idle: 500 } })
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  for (const line of ['MAIL FROM:<shop@example.com>', `RCPT TO:<${ANN}>`, 'DATA']) await client.say(line)
  await client.send('Subject: Reset\r\n')
  expect((await client.reply()).code).toBe(421)
  await client.closed
  await sink.closed()
  const [mail] = await all()
  expect(outcomes(mail)).toEqual(['broken_off envelope'])
  expect(mail?.attempts[0]?.reply?.code).toBe(421)
})

test('a mail whose conversation is no longer known was delivered all the same', async () => {
  const { store, mail } = fedStore()
  const id = mail('Subject: Reset\r\n\r\nHello')
  const account = await store.attemptsOf(id)
  expect(account).toMatchObject({ to: [ANN], delivered: 'once', messages: [id] })
  expect(account?.attempts).toMatchObject([{ outcome: 'delivered', reply: null, known: 'body' }])
})

test('the same mail in two transactions of one session was delivered twice', async () => {
  const { sink, ofNewest } = await box()
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  await client.mail(wire({ id: 'a@shop' }))
  await client.mail(wire({ id: 'b@shop' }))
  await client.mail(wire({ id: 'c@shop', body: 'Hello again' }))
  await client.mail(wire({ id: 'd@shop' }))
  await client.quit()
  expect(await ofNewest()).toMatchObject({ delivered: 'more', copies: 3, messageId: '<a@shop>' })
  expect((await ofNewest())?.attempts.map(({ transaction, known }) => `${transaction} ${known}`)).toEqual([
    '1 body',
    '2 body',
    '4 body',
  ])
})

test('a copy that was deleted counts still', async () => {
  const { sink, sends, ofNewest } = await box()
  await sends(wire())
  await sends(wire())
  const [first, second] = await sink.messages()
  await sink.store.delete({ kind: 'ids', ids: [first?.id ?? ''] }, null, null)
  expect(await ofNewest()).toMatchObject({ delivered: 'twice', copies: 2, messages: [first?.id, second?.id] })
  expect(await sink.store.attemptsOf(first?.id ?? '')).toBeNull()
})

test('two different mails to the same recipient stay two, also when they are gone', async () => {
  const { sink, sends, all } = await box()
  await sends(wire({ id: 'a@shop', body: 'One' }))
  await sends(wire({ id: 'b@shop', body: 'Two' }))
  expect((await all()).map(({ messageId, delivered }) => [messageId, delivered])).toEqual([
    ['<a@shop>', 'once'],
    ['<b@shop>', 'once'],
  ])
  await sink.store.delete({ kind: 'criteria', criteria: {} }, null, null)
  expect((await all()).map(({ messageId, delivered }) => [messageId, delivered])).toEqual([
    ['<a@shop>', 'once'],
    ['<b@shop>', 'once'],
  ])
})

test('an attempt before the cursor is not counted', async () => {
  const { sends, breaksOff, all, cursor } = await box()
  await breaksOff(wire())
  const between = await cursor()
  await sends(wire())
  expect(outcomes((await all({}, null))[0])).toEqual(['broken_off message_id', 'delivered message_id'])
  expect(outcomes((await all({}, between))[0])).toEqual(['delivered message_id'])
  expect(await all({}, await cursor())).toEqual([])
})

test('of a session that goes on, what it delivered or was refused before the cursor is not counted', async () => {
  const { sink, all, cursor } = await box()
  const client = await SmtpClient.connect(sink.port)
  await client.hello()
  for (const line of ['MAIL FROM:<shop@example.com>', `RCPT TO:<${BAD}>`, 'RSET']) await client.say(line)
  expect(await all({}, await cursor())).toEqual([])
  await client.mail(wire({ id: 'a@shop', body: 'One' }))
  const between = await cursor()
  expect(await all({}, between)).toEqual([])
  await client.mail(wire({ id: 'b@shop', body: 'Two' }))
  for (const line of ['MAIL FROM:<shop@example.com>', `RCPT TO:<${BAD}>`, 'RSET']) await client.say(line)
  expect((await all({}, between)).map(({ messageId }) => messageId)).toEqual(['<b@shop>', null])
  await client.quit()
})

test('a cursor of another start is refused', async () => {
  const { all } = await box()
  await expect(all({}, 'abc.1')).rejects.toThrow(HistoryLostError)
})

test('criteria on the body, the subject and the inbox choose the mails', async () => {
  const { sink, sends, breaksOff, all } = await box()
  const inbox = await sink.store.createInbox({ name: 'attempts' })
  const own = `ann@${inbox.domain}`
  await sends(wire({ id: 'a@shop', subject: 'Reset', body: 'Your code is 123456' }), [own])
  await sends(wire({ id: 'b@shop', subject: 'Welcome', body: 'Hello' }))
  await breaksOff('Message-ID: <c@shop>\r\nSubject: Invoice\r\n\r\nTo')
  const ids = async (criteria: object) => (await all(criteria)).map(({ messageId }) => messageId)
  expect(await ids({ text: '123456' })).toEqual(['<a@shop>', '<c@shop>'])
  expect(await ids({ text: '123456', rcpt: own })).toEqual(['<a@shop>'])
  expect(await ids({ subject: 'Welcome' })).toEqual(['<b@shop>'])
  expect(await ids({ subject: 'invoice' })).toEqual(['<c@shop>'])
  expect(await ids({ inbox: inbox.id })).toEqual(['<a@shop>'])
  expect(await ids({ not: { inbox: inbox.id } })).toEqual(['<b@shop>', '<c@shop>'])
})

test('a refused attempt of an inbox is found by what would have put its mail there', async () => {
  const { sink, saying, all } = await box()
  const inbox = await sink.store.createInbox({})
  await saying('MAIL FROM:<shop@example.com>', `RCPT TO:<a b@${inbox.domain}>`)
  await saying('MAIL FROM:<shop@example.com>', `RCPT TO:<${BAD}>`)
  expect((await all({ inbox: inbox.id })).map(({ to }) => to)).toEqual([[`a b@${inbox.domain}`]])
})

test('an imported mail is there, and nobody tried to deliver it', async () => {
  const { sink } = await box()
  const { id } = await sink.store.import(Buffer.from(wire()), { from: 'shop@example.com', to: [ANN] }, '127.0.0.1')
  expect(await sink.store.attemptsOf(id)).toEqual({
    messageId: '<a@shop>',
    subject: 'Reset',
    from: 'shop@example.com',
    to: [ANN],
    delivered: 'once',
    copies: 1,
    messages: [id],
    attempts: [],
  })
  expect(await sink.store.attempts({}, null)).toEqual([])
})

test('what a refused mail leaves counts, and is little', async () => {
  const { sink, sends } = await box({ strict: true })
  await sends(wire({ body: 'x\n'.repeat(50_000) }))
  const { budget } = await sink.store.state()
  expect(budget.used).toBeGreaterThan(1500)
  expect(budget.used).toBeLessThan(5000)
})
