/** The mail that the sink sends itself: through the front door, as any app's. */
import { expect, test } from 'vitest'
import type { Message } from '../../contract/message.ts'
import type { SessionWithTranscript } from '../../contract/session.ts'
import { startTestSink } from '../support/smtp-sink.ts'
import type { SinkOptions } from '../../server/sink-options.ts'
import { inProcess } from './support/app.ts'

async function running(options: SinkOptions = {}) {
  const { sink } = await startTestSink({ http: { port: 0 }, ...options })
  const api = `${sink.http?.url}api`
  return {
    post: (body?: object) =>
      fetch(`${api}/test-message`, {
        method: 'POST',
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    get: async <T>(path: string) => (await (await fetch(`${api}/${path}`)).json()) as T,
  }
}

test('sends one mail with a bit of everything, and says where it is', async () => {
  const { post, get } = await running()
  const answer = await post()
  expect(answer.status).toBe(201)
  const { id, session } = (await answer.json()) as { id: string; session: string }
  expect(answer.headers.get('location')).toBe(`/api/messages/${id}`)
  const message = await get<Message>(`messages/${id}`)
  expect(message).toMatchObject({
    subject: 'Your test message is here ✉',
    envelope: { from: 'mailsink@example.test', to: ['you@example.test'] },
    parseError: null,
    digest: { codes: [expect.stringMatching(/^\d{6}$/)], hasText: true, hasHtml: true },
    attachments: [{ filename: 'envelope.png', contentType: 'image/png', contentId: '<envelope@mailsink.local>' }],
  })
  expect(message.digest?.link).toMatch(/^https:\/\/example\.test\/confirm\?token=/)
  expect(message.text).toContain('It works: this is a test message')
  expect(message.html).toContain('cid:envelope@mailsink.local')
  expect(JSON.stringify(message.parts)).not.toContain('problems":["')
  const conversation = await get<SessionWithTranscript>(`sessions/${session}`)
  expect(conversation).toMatchObject({
    listener: 'smtp',
    ended: 'quit',
    outcome: 'delivered',
    messages: [id],
    lints: [],
  })
})

test('goes to whom it is asked to, under the subject that is asked for', async () => {
  const { post, get } = await running()
  const { id } = (await (await post({ to: 'grüße@bücher.example', subject: 'Grüße\r\nBcc: x@y' })).json()) as {
    id: string
  }
  expect(await get(`messages/${id}`)).toMatchObject({
    subject: 'Grüße Bcc: x@y',
    envelope: { to: ['grüße@bücher.example'] },
    bcc: [],
  })
})

test.each([
  ['submission', { smtp: false, submission: { port: 0 } }],
  ['submissions', { smtp: false, submissions: { port: 0 } }],
  ['submission', { smtp: false, submission: { port: 0 }, users: [{ user: 'billing', password: 'secret' }] }],
  ['smtp', { starttls: true, submissions: { port: 0 }, strict: true }],
] as const)('goes through %s with %j', async (listener, options) => {
  const { post, get } = await running(options as SinkOptions)
  const { session } = (await (await post()).json()) as { session: string }
  expect(await get(`sessions/${session}`)).toMatchObject({ listener, outcome: 'delivered', ended: 'quit', lints: [] })
})

test('where no SMTP listener is on it says so', async () => {
  const { post } = await running({ smtp: false })
  const answer = await post()
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    code: 'not_listening',
    message:
      'No SMTP listener is on, so there is nothing to send it through. Start mailsink with --smtp-port, or import a mail with POST /api/messages.',
  })
})

test('what the listener refuses is told with its reply', async () => {
  const { post } = await running({ limits: { messageSize: 100 } })
  const answer = await post()
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    code: 'refused_attempt',
    message: expect.stringMatching(/^The test message was refused: .+ was answered 552 /) as string,
  })
})

test.each([
  [{ to: 'ann@example.com>\r\nRCPT TO:<x' }, /is not a bare address/],
  [{ to: '' }, /"to" is empty/],
  [{ too: 'ann@example.com' }, /^"\/too" of the body is nothing that this route knows\.$/],
])('%j is refused before anything is sent', async (payload, message) => {
  const { app } = await inProcess({ testMessage: () => Promise.reject(new Error('sent')) })
  const answer = await app.inject({ method: 'POST', url: '/api/test-message', payload })
  expect(answer.json()).toMatchObject({ status: 400, message: expect.stringMatching(message) as string })
})
