import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { Session, SessionWithTranscript, type Outcome } from '../../contract/session.ts'
import { inProcess, type Room } from './support/app.ts'
import { scriptedSession, type ScriptedSession } from './support/records.ts'

function refusedLogin({ intake }: Room): ScriptedSession {
  const reason = { code: 535, enhanced: '5.7.8', text: 'Authentication failed', hint: 'Check the password.' }
  const record = scriptedSession()
  intake.opened(record)
  record.say('server', '220 mail.test ready')
  record.say('client', 'EHLO app')
  record.say('server', '250-mail.test\r\n250 SIZE 52428800')
  record.say('client', 'AUTH PLAIN ********', { masked: true, kind: 'auth' })
  record.say('server', '535 5.7.8 Authentication failed')
  record.say('sink', 'The client closed the connection.')
  Object.assign(record.session, { outcome: 'nothing', ended: 'client', reason })
  intake.refused(record, reason)
  intake.closed(record)
  return record
}

function ended({ intake }: Room, outcome: Outcome): string {
  const record = scriptedSession({ outcome })
  intake.opened(record)
  intake.closed(record)
  return record.session.id
}

test('lists sessions, those that delivered nothing with their reason', async () => {
  const room = await inProcess()
  refusedLogin(room)
  const answer = await room.app.inject('/api/sessions')
  const { sessions, total, cursor } = answer.json<{ sessions: unknown[]; total: number; cursor: string }>()
  expect(Value.Errors(Session, sessions[0])).toEqual([])
  expect(sessions).toMatchObject([{ outcome: 'nothing', reason: { code: 535, hint: 'Check the password.' } }])
  expect([total, answer.headers['x-mailsink-cursor']]).toEqual([1, cursor])
})

test('lists the sessions of some outcomes, however they are written', async () => {
  const room = await inProcess()
  for (const outcome of ['delivered', 'nothing', 'probe', 'partial', 'delivered'] as const) ended(room, outcome)
  const outcomes = async (query: string) =>
    (await room.app.inject(`/api/sessions${query}`))
      .json<{ sessions: Session[] }>()
      .sessions.map(({ outcome }) => outcome)
  expect(await outcomes('?outcome=nothing,probe')).toEqual(['probe', 'nothing'])
  expect(await outcomes('?outcome=nothing&outcome=probe&order=asc')).toEqual(['nothing', 'probe'])
  expect(await outcomes('?outcome=delivered&limit=1')).toEqual(['delivered'])
  const answer = await room.app.inject('/api/sessions?outcome=failed')
  expect(answer.json()).toMatchObject({
    code: 'bad_request',
    message: '"outcome" is "failed", but has to be open, delivered, partial, nothing or probe.',
  })
})

test('sessions are narrowed down by listener, login and words, on top of their outcome', async () => {
  const room = await inProcess()
  const { session } = refusedLogin(room)
  session.auth = { mechanism: 'PLAIN', user: 'billing', accepted: false }
  for (const outcome of ['delivered', 'nothing'] as const) ended(room, outcome)
  const found = async (query: string) => {
    const answer = await room.app.inject(`/api/sessions?${query}`)
    const { sessions, total } = answer.json<{ sessions: Session[]; total: number }>()
    expect(total).toBe(sessions.length)
    return sessions.map(({ id }) => id === session.id)
  }
  expect(await found('outcome=nothing,partial')).toEqual([false, true])
  expect(await found('outcome=nothing,partial&q=authentication%20FAILED')).toEqual([true])
  expect(await found('user=Billing')).toEqual([true])
  expect(await found('listener=smtp')).toHaveLength(3)
  expect(await found('listener=submission')).toEqual([])
  const answer = await room.app.inject('/api/sessions?listener=imap')
  expect(answer.json()).toMatchObject({
    message: '"listener" is "imap", but has to be smtp, submission or submissions.',
  })
})

test('one session comes with everything that was said', async () => {
  const room = await inProcess()
  const { session } = refusedLogin(room)
  const answer: unknown = (await room.app.inject(`/api/sessions/${session.id}`)).json()
  expect(Value.Errors(SessionWithTranscript, answer)).toEqual([])
  expect((answer as { transcript: unknown[] }).transcript).toHaveLength(6)
})

test('the transcript reads like a conversation', async () => {
  const room = await inProcess()
  const record = refusedLogin(room)
  record.say('client', 'NOOP \u001b[31m\u202e\u0085')
  const answer = await room.app.inject(`/api/sessions/${record.session.id}/transcript`)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toBe(
    [
      '      0.0 ms  S: 220 mail.test ready',
      '      1.5 ms  C: EHLO app',
      '      3.0 ms  S: 250-mail.test',
      '                 250 SIZE 52428800',
      '      4.5 ms  C: AUTH PLAIN ********',
      '      6.0 ms  S: 535 5.7.8 Authentication failed',
      '      7.5 ms  *: The client closed the connection.',
      // A terminal would obey these.
      '      9.0 ms  C: NOOP \\x1b[31m\\u202e\\x85',
      '',
    ].join('\n'),
  )
})

test('raw gives the bytes of one side, and counts those that are gone', async () => {
  const room = await inProcess()
  const { session } = refusedLogin(room)
  const client = await room.app.inject(`/api/sessions/${session.id}/raw?from=client`)
  expect(client.body).toBe('EHLO app\r\nAUTH PLAIN ********\r\n')
  expect(client.headers['content-type']).toBe('application/octet-stream')
  expect(client.headers['x-mailsink-missing']).toBeUndefined()
  const server = await room.app.inject(`/api/sessions/${session.id}/raw?from=server`)
  expect(server.headers['x-mailsink-missing']).toBe('7')
  const both = await room.app.inject(`/api/sessions/${session.id}/raw?from=both`)
  expect(both.body).toBe(
    '220 mail.test ready\r\nEHLO app\r\n250-mail.test\r\n250 SIZE 52428800\r\nAUTH PLAIN ********\r\n' +
      '535 5.7.8 Authentication failed\r\n',
  )
  expect((await room.app.inject(`/api/sessions/${session.id}/raw?from=sink`)).statusCode).toBe(400)
})

test('a session that is not there is a 404 that says so', async () => {
  const { app } = await inProcess()
  for (const path of ['', '/transcript', '/raw']) {
    const answer = await app.inject(`/api/sessions/nobody${path}`)
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
    expect(answer.json<{ message: string }>().message).toContain('There is no session "nobody"')
  }
})

test('metrics count what was accepted, refused, and by which code', async () => {
  const room = await inProcess()
  refusedLogin(room)
  await room.store.import(Buffer.from('Subject: x\r\n\r\n'), { from: '', to: [] }, '')
  const answer = await room.app.inject('/metrics')
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  for (const line of [
    'mailsink_messages_accepted_total 1',
    'mailsink_refusals_total{code="535"} 1',
    'mailsink_auth_failures_total 1',
    'mailsink_messages_evicted_total 0',
    'mailsink_message_bytes_total 14',
    'mailsink_open_sessions 0',
    'mailsink_waiters 0',
    'mailsink_parses_total 1',
  ])
    expect(answer.body.split('\n')).toContain(line)
  expect(answer.body).toMatch(/^mailsink_parse_seconds_total [\d.e-]+$/m)
})
