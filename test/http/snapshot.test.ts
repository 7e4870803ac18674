import { expect, test } from 'vitest'
import { inProcess, type Room } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

const like = (pattern: RegExp) => expect.stringMatching(pattern) as string
const MAIL =
  'From: shop@example.com\r\nTo: ann@example.com\r\nSubject: Reset\r\nX-Run: 7\r\nContent-Type: text/html\r\n\r\n' +
  '<p b=2 a=1>Grüße <a href="https://a.test/?token=abc">Reset</a></p>'

async function deliver({ intake }: Room, raw: string, to = 'ann@example.com'): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  const { envelope, ...rest } = delivery(record, raw)
  return intake.accept({ ...rest, envelope: { ...envelope, to: [to], recipients: [] } }, record)
}

test('gives a message as text that is the same from run to run', async () => {
  const room = await inProcess()
  const answer = await room.app.inject(`/api/messages/${await deliver(room, MAIL)}/snapshot`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toBe(`# envelope
MAIL FROM shop@example.com
RCPT TO ann@example.com

# headers
From: shop@example.com
To: ann@example.com
Subject: Reset

# parts
text/html

# text
(none)

# html
<p a="1" b="2">Grüße <a href="https://a.test/?token=<token-1>">Reset</a></p>

# links
[Reset] https://a.test/?token=<token-1>

# attachments
(none)
`)
})

test('takes the header fields and the form of the HTML', async () => {
  const room = await inProcess()
  const path = `/api/messages/${await deliver(room, MAIL)}/snapshot`
  const get = async (query: string) => (await room.app.inject(`${path}?${query}`)).body
  expect(await get('headers=X-Run,Subject&html=none')).toMatch(/# headers\nX-Run: 7\nSubject: Reset\n\n# parts\n/)
  expect(await get('headers=X-Run&headers=From&html=none')).toMatch(/# headers\nX-Run: 7\nFrom: .*\n\n# parts\n/)
  expect(await get('html=none')).not.toContain('# html')
  expect(await get('html=raw')).toContain('# html\n<p b=2 a=1>')
})

test('the inbox of a message is not part of its snapshot', async () => {
  const room = await inProcess()
  const shown = async () => {
    const { domain } = await room.store.createInbox({ name: 'reset' })
    const id = await deliver(room, MAIL.replace('ann@example.com', `ann@${domain}`), `ann@${domain}`)
    return (await room.app.inject(`/api/messages/${id}/snapshot`)).body
  }
  const first = await shown()
  expect(first).toContain('RCPT TO ann@<inbox>.mailsink.test\n')
  expect(await shown()).toBe(first)
})

test('refuses what it does not know', async () => {
  const room = await inProcess()
  const id = await deliver(room, MAIL)
  const get = async (path: string) => (await room.app.inject(path)).json<unknown>()
  expect(await get('/api/messages/nobody/snapshot')).toMatchObject({ status: 404, code: 'not_found' })
  expect(await get(`/api/messages/${id}/snapshot?html=pretty`)).toMatchObject({
    status: 400,
    message: '"html" is "pretty", but has to be normalized, raw or none.',
  })
  expect(await get(`/api/messages/${id}/snapshot?header=From`)).toMatchObject({
    status: 400,
    message: like(/Did you mean "headers"\?/),
  })
})
