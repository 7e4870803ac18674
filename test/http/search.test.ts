/** Values to complete a search with. */
import { expect, test } from 'vitest'
import type { Completion } from '../../contract/completion.ts'
import { inProcess, type Room } from './support/app.ts'

const mail = (header: string) => Buffer.from(`${header}\r\nSubject: x\r\n\r\nx`)

async function filled(): Promise<Room & { complete: (query: string) => Promise<string[]> }> {
  const room = await inProcess()
  const mails: [header: string, to: string][] = [
    ['From: Shop <shop@example.com>\r\nTo: Ann Example <ann@example.com>\r\nX-Run: 7', 'ann@example.com'],
    ['From: shop@example.com\r\nTo: andy@example.com\r\nCc: ANN@example.com\r\nX-Run: 8', 'andy@example.com'],
    ['From: "Big Shop" <news@example.com>\r\nTo: bob@example.com\r\nx-run: 7\r\nX-Run: 7', 'hidden@example.com'],
  ]
  for (const [header, to] of mails) await room.store.import(mail(header), { from: '', to: [to] }, '10.0.0.7')
  const complete = async (query: string) => {
    const { values } = (await room.app.inject(`/api/search/fields?${query}`)).json<{ values: Completion[] }>()
    return values.map(({ value, count }) => `${value} ${count}`)
  }
  return { ...room, complete }
}

test.each([
  ['field=to&prefix=an', ['ANN@example.com 2', 'andy@example.com 1']],
  ['field=to&prefix=exam', ['ann@example.com 1']],
  ['field=to&prefix=hid', ['hidden@example.com 1']],
  ['field=from', ['shop@example.com 2', 'news@example.com 1']],
  ['field=from&prefix=SHOP', ['shop@example.com 2', 'news@example.com 1']],
  ['field=rcpt&prefix=b', []],
  ['field=address', ['10.0.0.7 3']],
  ['field=listener', ['import 3']],
  ['field=user', []],
  ['field=inbox', []],
  ['field=header&prefix=x', ['x-run 3']],
  ['field=header.X-Run', ['7 2', '8 1']],
  ['field=header.X-None', []],
])('%s', async (query, values) => {
  const { complete } = await filled()
  expect(await complete(query)).toEqual(values)
})

test.each([
  [
    '',
    'Say which field with ?field=. Known: from, to, rcpt, user, address, helo, inbox, listener, header, header.<name>.',
  ],
  [
    '?field=form',
    '"form" cannot be completed. Did you mean "from"? Known: from, to, rcpt, user, address, helo, inbox, listener, header, header.<name>.',
  ],
])('a field that cannot be completed is named, and those that can: %s', async (query, message) => {
  const { app } = await inProcess()
  const answer = await app.inject(`/api/search/fields${query}`)
  expect(answer.json()).toMatchObject({ status: 400, code: 'bad_request', message })
})

test('of many values the twenty most frequent are told', async () => {
  const { store, app } = await inProcess()
  for (let i = 0; i < 30; i += 1)
    for (let n = 0; n <= i % 3; n += 1) await store.import(mail(`To: a${i}@b.test`), { from: '', to: null }, '')
  const { values } = (await app.inject('/api/search/fields?field=rcpt')).json<{ values: Completion[] }>()
  expect(values).toHaveLength(20)
  expect(values.map(({ count }) => count)).toEqual([...Array<number>(10).fill(3), ...Array<number>(10).fill(2)])
})
