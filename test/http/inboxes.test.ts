/** Inboxes over HTTP. */
import { expect, test } from 'vitest'
import { inProcess } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

test('an inbox is opened, listed, used and closed, and its mail goes with it', async () => {
  const { app, intake } = await inProcess()
  const made = await app.inject({ method: 'POST', url: '/api/inboxes', payload: { name: 'Sign up' } })
  expect(made.statusCode).toBe(201)
  const inbox = made.json()
  expect(inbox).toMatchObject({ name: 'Sign up', isolate: 'domain', domain: `${inbox.id}.mailsink.test`, messages: 0 })
  const record = scriptedSession()
  intake.opened(record)
  const mail = delivery(record, 'Subject: x\r\n\r\n')
  await intake.accept({ ...mail, envelope: { ...mail.envelope, to: [`a@${inbox.domain}`] } }, record)
  await intake.accept(mail, record)
  expect((await app.inject('/api/inboxes')).json()).toMatchObject({ inboxes: [{ id: inbox.id, messages: 1 }] })
  expect((await app.inject(`/api/inboxes/${inbox.id}`)).json()).toMatchObject({ id: inbox.id, messages: 1 })
  expect((await app.inject({ method: 'DELETE', url: `/api/inboxes/${inbox.id}` })).json()).toEqual({ deleted: 1 })
  expect((await app.inject('/api/messages')).json().total).toBe(1)
  expect((await app.inject(`/api/inboxes/${inbox.id}`)).statusCode).toBe(404)
})

test('the body may be left off', async () => {
  const { app } = await inProcess()
  const made = await app.inject({ method: 'POST', url: '/api/inboxes' })
  expect([made.statusCode, made.json().name]).toEqual([201, null])
})

test('mail of a closed inbox is kept where that is asked', async () => {
  const { app, intake } = await inProcess()
  const inbox = (await app.inject({ method: 'POST', url: '/api/inboxes', payload: {} })).json()
  const record = scriptedSession()
  intake.opened(record)
  const mail = delivery(record, 'Subject: x\r\n\r\n')
  await intake.accept({ ...mail, envelope: { ...mail.envelope, to: [`a@${inbox.domain}`] } }, record)
  const url = `/api/inboxes/${inbox.id}?mail=keep`
  expect((await app.inject({ method: 'DELETE', url })).json()).toEqual({ deleted: 0 })
  expect((await app.inject(`/api/messages?inbox=${inbox.id}`)).json().total).toBe(1)
})

test.each([
  [{ isolate: 'port' }, 'isolate'],
  [{ nmae: 'x' }, 'nmae'],
  [{ baseDomain: 'not a domain' }, '"baseDomain" is "not a domain", which is no domain.'],
  [
    { baseAddress: 'ann+x@example.com' },
    '"baseAddress" is "ann+x@example.com", but has to be an address without a "+", such as ann@example.com.',
  ],
  [{ ttl: 5 }, 'ttl'],
  [{ name: 'x'.repeat(201) }, 'The name has more than 200 characters; a shorter one reads better, too.'],
])('a wish for %j is refused, with the way out', async (payload, words) => {
  const { app } = await inProcess()
  const answer = await app.inject({ method: 'POST', url: '/api/inboxes', payload })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().message).toContain(words)
})

test('an inbox that is not there says how that can be', async () => {
  const { app } = await inProcess()
  const answer = await app.inject('/api/inboxes/t-gone')
  expect(answer.json().message).toBe(
    'There is no inbox "t-gone". It was closed, nobody used it for longer than its time, or the id was never given out; ' +
      'GET /api/inboxes lists what is there.',
  )
})
