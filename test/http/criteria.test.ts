/** Criteria on the routes that take them: the list, deletion, the feed. */
import { expect, test } from 'vitest'
import { onPort, type Room } from './support/app.ts'
import { followSocket, followStream } from './support/follow.ts'
import { delivery, scriptedSession } from './support/records.ts'

async function send({ intake }: Room, mail: string): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  const id = await intake.accept(delivery(record, mail), record)
  record.session.outcome = 'delivered'
  record.session.messages.push(id)
  record.session.closedAt = new Date().toISOString()
  intake.closed(record)
  return id
}

async function filled() {
  const room = await onPort()
  for (const [subject, body] of [
    ['Welcome', 'Hello Ann'],
    ['Reset', 'Your code is 482913'],
    ['Welcome back', 'Hello again'],
  ] as const)
    await send(room, `Subject: ${subject}\r\nX-Run: ${subject.length}\r\n\r\n${body}\r\n`)
  const list = async (query: string) => {
    const { messages, total } = await (await fetch(`${room.http.url}api/messages?${query}`)).json()
    return { subjects: messages.map((message: { subject: string }) => message.subject), total }
  }
  return { ...room, list }
}

const queries: [string, string[]][] = [
  ['subject=welcome', ['Welcome back', 'Welcome']],
  ['subject.is=welcome', ['Welcome']],
  ['not.subject=welcome', ['Reset']],
  ['code=482913', ['Reset']],
  ['header.x-run=7', ['Welcome']],
  ['text=hello&order=asc', ['Welcome', 'Welcome back']],
  ['q=subject%3Awelcome%20-again', ['Welcome']],
  ['q=has%3Acode%20OR%20header%3AX-Run%3D12', ['Welcome back', 'Reset']],
  [`criteria=${encodeURIComponent('{"any":[{"code":true},{"text":"hello ann"}]}')}`, ['Reset', 'Welcome']],
  [`criteria=${encodeURIComponent('{"subject":"welcome"}')}&text=again`, ['Welcome back']],
  ['subject=nothing of the kind', []],
]
test.each(queries)('a list with %s', async (query, subjects) => {
  const { list } = await filled()
  expect(await list(query)).toEqual({ subjects, total: subjects.length })
})

test('pages of what matches follow each other, and the total counts all of it', async () => {
  const room = await filled()
  const first = await (await fetch(`${room.http.url}api/messages?subject=welcome&limit=1`)).json()
  expect([first.messages.length, first.total]).toEqual([1, 2])
  const second = await room.list(`subject=welcome&limit=1&before=${first.messages[0].id}`)
  expect(second).toEqual({ subjects: ['Welcome'], total: 2 })
})

test('deletion takes what matches and nothing else', async () => {
  const { http, list } = await filled()
  const answer = await fetch(`${http.url}api/messages?subject=welcome`, { method: 'DELETE' })
  expect(await answer.json()).toEqual({ deleted: 2 })
  expect((await list('')).subjects).toEqual(['Reset'])
})

test.each([
  ['subject=', 400],
  ['subjct=x', 400],
  ['all=true&subject=x', 400],
  ['', 400],
])('deletion with ?%s deletes nothing', async (query, status) => {
  const { http, list } = await filled()
  expect((await fetch(`${http.url}api/messages?${query}`, { method: 'DELETE' })).status).toBe(status)
  expect((await list('')).total).toBe(3)
})

test.each([
  ['a WebSocket', followSocket],
  ['an event stream', followStream],
] as const)(
  '%s with criteria is told what matches, in order, also where a body has to be parsed',
  async (_kind, follow) => {
    const room = await onPort()
    const plain = await follow(room.http.url, '?subject=order')
    const deep = await follow(room.http.url, '?subject=order&text=paid')
    await Promise.all([plain.until('info'), deep.until('info')])
    const ids: string[] = []
    for (let n = 0; n < 20; n += 1)
      ids.push(
        await send(room, `Subject: ${n % 2 ? 'Order' : 'Other'} ${n}\r\n\r\n${n % 4 === 1 ? 'paid' : 'open'}\r\n`),
      )
    await deep.until('message.added', (event) => event.message.subject === 'Order 17')
    await room.store.delete({ kind: 'ids', ids }, null, null)
    await Promise.all([plain.until('message.removed'), deep.until('message.removed')])
    const told = ({ events }: typeof plain) =>
      events.flatMap((event) => (event.type === 'message.added' ? [event.message.subject] : []))
    expect(told(plain)).toEqual(Array.from({ length: 10 }, (_, n) => `Order ${2 * n + 1}`))
    expect(told(deep)).toEqual(['Order 1', 'Order 5', 'Order 9', 'Order 13', 'Order 17'])
    const removed = deep.events.flatMap((event) => (event.type === 'message.removed' ? event.ids : []))
    expect(removed.toSorted()).toEqual([1, 5, 9, 13, 17].map((n) => ids[n] ?? '').toSorted())
  },
)

test('the feed of an inbox tells its mail and its sessions, and nobody else’s', async () => {
  const room = await onPort()
  const inbox = await room.store.createInbox({})
  const reader = await followSocket(room.http.url, `?inbox=${inbox.id}`)
  await reader.until('info')
  const sendTo = async (to: string) => {
    const record = scriptedSession()
    room.intake.opened(record)
    const mail = delivery(record, `Subject: to ${to}\r\n\r\n`)
    const id = await room.intake.accept({ ...mail, envelope: { ...mail.envelope, to: [to] } }, record)
    record.session.outcome = 'delivered'
    record.session.messages.push(id)
    room.intake.closed(record)
    return record.session.id
  }
  await sendTo('ann@example.com')
  const own = await sendTo(`ann@${inbox.domain}`)
  await reader.until('session.closed')
  const types = reader.events.flatMap((event) =>
    event.type === 'message.added'
      ? [`added ${event.message.inbox}`]
      : event.type === 'session.closed' || event.type === 'session.opened'
        ? [`${event.type} ${event.session.id}`]
        : [],
  )
  expect(types).toEqual([`added ${inbox.id}`, `session.closed ${own}`])
})
