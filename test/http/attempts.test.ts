/** The attempts to deliver a mail, over HTTP. */
import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { MailAttempts } from '../../contract/attempts.ts'
import { inProcess, type Room } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

const MAIL = (id: string) => `Message-ID: <${id}@shop.test>\r\nSubject: ${id}\r\n\r\nx`

/** A mail that is said and accepted in a session of its own. */
async function deliver({ intake }: Room, raw: string): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  record.say('client', 'MAIL FROM:<shop@example.com>', { verb: 'MAIL', transaction: 1 })
  record.say('server', '250 OK', { code: 250, transaction: 1 })
  record.say('client', 'RCPT TO:<ann@example.com>', { verb: 'RCPT', transaction: 1 })
  record.say('server', '250 OK', { code: 250, transaction: 1 })
  const mail = delivery(record, raw)
  Object.assign(record.transcript, { payloads: () => new Map([[1, mail.payload]]) })
  const id = await intake.accept(mail, record)
  record.session.messages.push(id)
  record.session.outcome = 'delivered'
  record.session.closedAt = new Date().toISOString()
  intake.closed(record)
  return id
}

test('a mail that came twice has two attempts, told of either message', async () => {
  const room = await inProcess()
  const ids = [await deliver(room, MAIL('invoice')), await deliver(room, MAIL('invoice'))]
  await deliver(room, MAIL('other'))
  for (const id of ids) {
    const answer = await room.app.inject(`/api/messages/${id}/attempts`)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ delivered: 'twice', copies: 2, messages: ids, subject: 'invoice' })
    expect(Value.Errors(MailAttempts, answer.json())).toEqual([])
  }
})

test('a message that is not there is not found', async () => {
  const { app } = await inProcess()
  const answer = await app.inject('/api/messages/m9/attempts')
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
})

test('the mails that were tried are those of the criteria, and since a cursor', async () => {
  const room = await inProcess()
  const subjects = async (query: string) => {
    const { mails } = (await room.app.inject(`/api/attempts?${query}`)).json<{ mails: MailAttempts[] }>()
    return mails.map(({ subject }) => subject)
  }
  await deliver(room, MAIL('one'))
  const { cursor } = await room.store.state()
  await deliver(room, MAIL('two'))
  expect(await subjects('')).toEqual(['one', 'two'])
  expect(await subjects('subject=two')).toEqual(['two'])
  expect(await subjects(`since=${cursor}`)).toEqual(['two'])
})

test.each([
  ['since=0123456789ab.1', 410, 'history_lost'],
  ['sbject=x', 400, 'unknown_parameter'],
])('%s is answered %i', async (query, status, code) => {
  const { app } = await inProcess()
  expect((await app.inject(`/api/attempts?${query}`)).json()).toMatchObject({ status, code })
})
