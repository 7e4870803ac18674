/** Inboxes in the store: whose a mail is, and for how long an inbox is remembered. */
import { describe, expect, test } from 'vitest'
import type { Inbox, InboxWish } from '../../contract/inbox.ts'
import { Inboxes } from '../../server/store/inboxes.ts'

const START = Date.UTC(2026, 0, 1)
const NOBODY = { recipients: [], user: null, header: () => [] }

function opened(wish: InboxWish = {}) {
  let time = START
  const inboxes = new Inboxes(() => time)
  const inbox = inboxes.create(wish, 'e.7')
  return { inboxes, inbox, later: (ms: number) => (time += ms) }
}

test('an inbox has a domain of its own, made of its name and of chance', () => {
  const { inbox } = opened({ name: 'Sends a “Welcome” mail!' })
  expect(inbox.id).toMatch(/^t-sends-a-welcome-mail-[a-z0-9]{10}$/)
  expect(inbox.domain).toBe(`${inbox.id}.mailsink.test`)
  expect(inbox.scope).toEqual({ rcpt: `*@${inbox.domain}` })
  expect(inbox.cursor).toBe('e.7')
})

test.each(['', '日本語', '---', 'x'.repeat(200)])('a domain is a domain whatever the name: %j', (name) => {
  const label = opened({ name }).inbox.domain?.split('.')[0] ?? ''
  expect(label).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
  expect(label.length).toBeLessThanOrEqual(63)
})

test('two inboxes of one name have nothing in common', () => {
  const { inboxes, inbox } = opened({ name: 'same' })
  expect(inboxes.create({ name: 'same' }, 'e.8').domain).not.toBe(inbox.domain)
})

describe('whose a mail is', () => {
  const cases: [
    InboxWish,
    (inbox: Omit<Inbox, 'messages'>) => Partial<typeof NOBODY & { user: string | null }>,
    boolean,
  ][] = [
    [{}, ({ domain }) => ({ recipients: [`Ann@${domain?.toUpperCase()}`] as never[] }), true],
    [{}, ({ domain }) => ({ recipients: [`ann@sub.${domain}`] as never[] }), false],
    [{ baseDomain: 'example.com' }, ({ id }) => ({ recipients: [`ann@${id}.example.com`] as never[] }), true],
    [
      { isolate: 'plus', baseAddress: 'ann@acme.test' },
      ({ id }) => ({ recipients: [`ANN+${id}@acme.test`] as never[] }),
      true,
    ],
    [{ isolate: 'plus', baseAddress: 'ann@acme.test' }, () => ({ recipients: ['ann@acme.test'] as never[] }), false],
    [{ isolate: 'auth' }, ({ user }) => ({ user: user as never }), true],
    [{ isolate: 'auth' }, () => ({ user: 'somebody' as never }), false],
    [{ isolate: 'header' }, ({ header }) => ({ header: () => [` ${header?.value} `] as never[] }), true],
    [{ isolate: 'header' }, () => ({ header: () => ['another'] as never[] }), false],
  ]
  test.each(cases.map(([wish, marks, own], n) => [n, JSON.stringify(wish), own, wish, marks] as const))(
    '%i %s: %s',
    (_n, _text, own, wish, marks) => {
      const { inboxes, inbox } = opened(wish)
      expect(inboxes.of({ ...NOBODY, ...marks(inbox) })).toEqual(own ? [inbox.id] : [])
    },
  )
})

test('a mail to two inboxes belongs to both', () => {
  const { inboxes, inbox } = opened()
  const other = inboxes.create({}, 'e.8')
  const recipients = [`a@${inbox.domain}`, `b@${other.domain}`, `c@${inbox.domain}`]
  expect(inboxes.of({ ...NOBODY, recipients })).toEqual([inbox.id, other.id])
})

test('the header of a mail is only read while an inbox goes by it', () => {
  const { inboxes } = opened()
  let reads = 0
  const header = () => ((reads += 1), [])
  inboxes.of({ ...NOBODY, header })
  expect(reads).toBe(0)
  const byHeader = inboxes.create({ isolate: 'header' }, 'e.8')
  inboxes.of({ ...NOBODY, header })
  expect(reads).toBe(1)
  inboxes.remove(byHeader.id)
  inboxes.of({ ...NOBODY, header })
  expect(reads).toBe(1)
})

test('an inbox that nobody uses is forgotten after its time, and takes no more mail', () => {
  const { inboxes, inbox, later } = opened({ ttl: 60_000 })
  later(60_000)
  expect(inboxes.of({ ...NOBODY, recipients: [`a@${inbox.domain}`] })).toEqual([])
  expect(inboxes.get(inbox.id)).toBeNull()
  expect(inboxes.list()).toEqual([])
})

test.each(['mail', 'request'])('a %s keeps an inbox open', (use) => {
  const { inboxes, inbox, later } = opened({ ttl: 60_000 })
  for (let minute = 0; minute < 5; minute += 1) {
    later(59_000)
    if (use === 'mail') inboxes.of({ ...NOBODY, recipients: [`a@${inbox.domain}`] })
    else inboxes.get(inbox.id)
  }
  expect(inboxes.get(inbox.id)?.expiresAt).toBe(new Date(START + 5 * 59_000 + 60_000).toISOString())
})

test('ten thousand inboxes are remembered, and the longest unused goes for one more', () => {
  const { inboxes, inbox } = opened()
  const second = inboxes.create({}, 'e.8')
  for (let n = 2; n < 10_000; n += 1) inboxes.create({}, 'e.9')
  inboxes.get(inbox.id)
  inboxes.create({}, 'e.9')
  expect(inboxes.get(second.id)).toBeNull()
  expect(inboxes.get(inbox.id)).not.toBeNull()
})

test('criteria on an inbox unfold to its scope, so that an attempt without a mail can be held against them', () => {
  const { inboxes, inbox } = opened()
  expect(inboxes.unfolded({ inbox: inbox.id, subject: 'x', not: { inbox: inbox.id } })).toEqual({
    subject: 'x',
    all: [inbox.scope],
    not: { all: [inbox.scope] },
  })
  expect(inboxes.unfolded({ inbox: 'unknown' })).toEqual({ inbox: 'unknown' })
})
