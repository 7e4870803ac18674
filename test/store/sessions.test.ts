/** Finding a session again: by what came of it, by who it was, by a word of it. */
import { expect, test } from 'vitest'
import { ANY_SESSION, type SessionFilter } from '../../contract/store.ts'
import type { Recorder } from '../../server/smtp/recorder.ts'
import { type Fed, fedStore, PAGE } from './feeding.ts'

const say = (session: Recorder, line: string) =>
  session.line(Buffer.from(`${line}\r\n`), line.split(' ', 1)[0] ?? '', performance.now())

/** A session that named somebody and was refused. */
function refused({ open }: Fed, from: string, to: string, reply = '550 5.1.1 no such user\r\n'): Recorder {
  const session = open()
  say(session, 'EHLO app.local')
  session.reply('250 ok\r\n')
  say(session, `MAIL FROM:<${from}>`)
  session.reply('250 ok\r\n')
  say(session, `RCPT TO:<${to}>`)
  session.reply(reply)
  session.close()
  return session
}

async function found({ store }: Fed, filter: Partial<SessionFilter>): Promise<string[]> {
  const { sessions, total } = await store.sessions({ ...PAGE, ...ANY_SESSION, ...filter })
  expect(total).toBe(sessions.length)
  return sessions.map(({ id }) => id)
}

test('a session is found by whom it named, refused or not, and by why it failed', async () => {
  const fed = fedStore()
  const ann = refused(fed, 'shop@example.com', 'Ann@example.com').session.id
  const bob = refused(fed, 'news@example.com', 'bob@example.com', '452 4.5.3 too many recipients\r\n').session.id
  fed.open().close()
  expect(await found(fed, { q: 'ann@' })).toEqual([ann])
  expect(await found(fed, { q: 'EXAMPLE.com' })).toEqual([ann, bob])
  expect(await found(fed, { q: 'shop' })).toEqual([ann])
  expect(await found(fed, { q: 'too many' })).toEqual([bob])
  expect(await found(fed, { q: '550' })).toEqual([ann])
  expect(await found(fed, { q: '5.1.1 ann' })).toEqual([ann])
  expect(await found(fed, { q: 'shop bob' })).toEqual([])
  expect(await found(fed, { q: '127.0.0.1' })).toHaveLength(3)
  expect(await found(fed, { q: ' ' })).toHaveLength(3)
})

test('an open session is found by what it says next', async () => {
  const fed = fedStore()
  const session = fed.open()
  expect(await found(fed, { q: 'ann' })).toEqual([])
  say(session, 'EHLO app')
  say(session, 'MAIL FROM:<ann@example.com>')
  expect(await found(fed, { q: 'ann' })).toEqual([session.session.id])
})

test('listener, login, outcome and words all have to hold', async () => {
  const fed = fedStore()
  const session = refused(fed, 'shop@example.com', 'ann@example.com')
  session.session.auth = { mechanism: 'PLAIN', user: 'Billing', accepted: false }
  const other = refused(fed, 'shop@example.com', 'ann@example.com')
  const { id } = session.session
  expect(await found(fed, { user: 'billing' })).toEqual([id])
  expect(await found(fed, { user: 'bill' })).toEqual([])
  expect(await found(fed, { q: 'bill' })).toEqual([id])
  expect(await found(fed, { listener: 'smtp', q: 'ann' })).toEqual([id, other.session.id])
  expect(await found(fed, { listener: 'submission' })).toEqual([])
  expect(await found(fed, { outcome: ['delivered'], q: 'ann' })).toEqual([])
  expect(await found(fed, { outcome: ['nothing', 'partial'], user: 'BILLING', q: 'shop' })).toEqual([id])
})

test('pages of what was found follow each other, and each says how much there is', async () => {
  const fed = fedStore()
  const ids = Array.from({ length: 7 }, (_, i) => refused(fed, `shop${i}@example.com`, 'ann@example.com').session.id)
  fed.open().close()
  const page = { ...ANY_SESSION, limit: 3, after: null, order: 'desc', q: 'ann' } as const
  const first = await fed.store.sessions({ ...page, before: null })
  const second = await fed.store.sessions({ ...page, before: first.sessions.at(-1)?.id ?? null })
  expect([...first.sessions, ...second.sessions].map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 6))
  expect([first.total, second.total]).toEqual([7, 7])
})

test('what is remembered of a session to find it counts, and goes with it', async () => {
  const fed = fedStore({ messages: 1 })
  const before = await fed.used()
  refused(fed, 'shop@example.com', 'ann@example.com')
  const kept = await fed.used()
  await found(fed, { q: 'ann' })
  const searched = await fed.used()
  expect(searched).toBeGreaterThan(kept)
  await found(fed, { q: 'bob' })
  expect(await fed.used()).toBe(searched)
  fed.mail('one')
  fed.mail('two')
  await fed.store.delete({ kind: 'criteria', criteria: {} }, null, null)
  fed.mail('three')
  fed.mail('four')
  expect((await found(fed, { q: 'ann' })).length).toBe(0)
  expect(before).toBe(0)
})

test('twenty thousand sessions are searched in the turns of others', async () => {
  const fed = fedStore()
  for (let i = 0; i < 20_000; i += 1) {
    const session = fed.open()
    say(session, 'EHLO app')
    say(session, `MAIL FROM:<shop${i}@example.com>`)
    fed.mailOf(session, 'x')
    session.close()
  }
  let turns = 0
  let searching = true
  const count = () => {
    turns += 1
    if (searching) setImmediate(count)
  }
  setImmediate(count)
  expect(await found(fed, { q: 'shop19999@' })).toHaveLength(1)
  searching = false
  expect(turns).toBeGreaterThan(3)
  // What was remembered makes the next one quick; the bound is for a slow machine.
  const started = performance.now()
  expect(await found(fed, { q: 'shop1999' })).toHaveLength(11)
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('sessions that a fault has struck are found by that', async () => {
  const fed = fedStore()
  const struck = fed.open()
  struck.session.faults.push('f_1')
  fed.open().close()
  expect(await found(fed, { faulted: true })).toEqual([struck.session.id])
  expect(await found(fed, {})).toHaveLength(2)
})
