/** Waiting for messages: what a wait resolves with, and when it gives up. */
import { expect, test } from 'vitest'
import { deliver, failure, subjects, waitingRoom } from './room.ts'

test('a wait finds the mail that has come already', async () => {
  const { send, wait } = await waitingRoom()
  await send({ subject: 'Welcome' })
  expect(subjects(await wait({ subject: 'welcome' }))).toEqual(['Welcome'])
})

test('a wait finds the mail that comes later', async () => {
  const { send, wait } = await waitingRoom()
  const waiting = wait({ subject: 'welcome' })
  await send({ subject: 'Something else' })
  await send({ subject: 'Welcome' })
  expect(subjects(await waiting)).toEqual(['Welcome'])
})

test('a wait begun before the mail and one begun after it find the same', async () => {
  const { send, wait } = await waitingRoom()
  const before = wait({ to: 'ann@example.com' })
  await send({ subject: 'Same' })
  const after = wait({ to: 'ann@example.com' })
  expect(await before).toEqual(await after)
})

test('the oldest mail that matches comes first', async () => {
  const { send, wait } = await waitingRoom()
  for (const subject of ['first', 'second', 'third']) await send({ subject })
  expect(subjects(await wait({}))).toEqual(['first'])
  expect(subjects(await wait({}, { count: 2 }))).toEqual(['first', 'second'])
})

test('a mail that was taken already does not count again', async () => {
  const { send, wait } = await waitingRoom()
  await send({ subject: 'first' })
  await send({ subject: 'second' })
  const first = await wait({})
  if (first.kind !== 'found') throw new Error(first.diagnosis.message)
  const exclude = first.messages.map(({ id }) => ({ id, by: null, as: 'taken' as const }))
  expect(subjects(await wait({}, { exclude }))).toEqual(['second'])
})

test('the cursor of an answer leads on to the next mail and skips none', async () => {
  const { send, wait } = await waitingRoom()
  for (const subject of ['a', 'b', 'c']) await send({ subject })
  const read: string[] = []
  for (let since: string | null = null, n = 0; n < 3; n += 1) {
    const answer = await wait({}, { since })
    read.push(...subjects(answer))
    since = answer.kind === 'found' ? answer.cursor : null
  }
  expect(read).toEqual(['a', 'b', 'c'])
})

test('a mail from before the cursor does not count', async () => {
  const { send, wait, store } = await waitingRoom()
  await send({ subject: 'old' })
  const { cursor } = await store.state()
  const { code, missed } = failure(await wait({ subject: 'old' }, { since: cursor, timeout: 0 }))
  expect(code).toBe('wait_timeout')
  expect(missed).toMatchObject([{ subject: 'old', why: 'earlier' }])
})

test('a criterion on the body is met by the mail whose body has it', async () => {
  const { send, wait } = await waitingRoom()
  const waiting = wait({ text: 'your code is', code: '482913' })
  await send({ text: 'Nothing of the kind' })
  await send({ subject: 'Right', text: 'Your  code\r\nis 482913' })
  expect(subjects(await waiting)).toEqual(['Right'])
})

test('with a timeout of 0 a wait looks once', async () => {
  const { wait } = await waitingRoom()
  expect(failure(await wait({}, { timeout: 0 })).code).toBe('wait_timeout')
})

test('recipients are counted where that is asked', async () => {
  const { send, wait } = await waitingRoom()
  await send({ subject: 'to three', to: ['a@x.test', 'b@x.test', 'c@x.test'] })
  expect(subjects(await wait({}, { count: 3, per: 'recipient', timeout: 0 }))).toEqual(['to three'])
  expect(failure(await wait({}, { count: 4, per: 'recipient', timeout: 0 })).code).toBe('wait_timeout')
})

test('an exact number is believed once it has been quiet', async () => {
  const { send, wait } = await waitingRoom()
  await send({ subject: 'one' })
  await send({ subject: 'two' })
  expect(subjects(await wait({}, { count: 2, exact: true }))).toEqual(['one', 'two'])
})

test('an exact number fails at once when there are more', async () => {
  const { send, wait } = await waitingRoom()
  await send({ subject: 'one' })
  await send({ subject: 'two' })
  const answer = await wait({}, { count: 1, exact: true, timeout: 60_000 })
  expect(failure(answer).code).toBe('too_many')
  expect(answer.messages.map(({ subject }) => subject)).toEqual(['one', 'two'])
})

test('an exact number fails when one more comes before it was quiet', async () => {
  const { wait, connect } = await waitingRoom()
  const client = await connect()
  await deliver(client, { subject: 'one' })
  const waiting = wait({}, { count: 1, exact: true, quiet: 30_000, timeout: 60_000 })
  await deliver(client, { subject: 'two' })
  expect(failure(await waiting).code).toBe('too_many')
})

test('a mail that was deleted before the count was full is not handed out, and the explanation names it', async () => {
  const { send, wait, store, waits } = await waitingRoom()
  await send({ subject: 'one' })
  const [id] = (
    await store.messages({ limit: 1, before: null, after: null, order: 'asc', criteria: null, digests: false })
  ).messages.map((message) => message.id)
  const waiting = wait({ to: 'ann@example.com' }, { count: 2, timeout: 400 })
  while (waits.count() === 0) await new Promise(setImmediate)
  await store.delete({ kind: 'ids', ids: [id ?? ''] }, '172.18.0.4', null)
  await send({ subject: 'two' })
  const { missed, message } = failure(await waiting)
  expect(missed).toMatchObject([{ subject: 'one', why: 'deleted', by: '172.18.0.4' }])
  expect(message).toContain('172.18.0.4')
})

test('a deletion that is taken back gives the waiting what it waits for', async () => {
  const { send, wait, store, waits } = await waitingRoom()
  await send({ subject: 'one' })
  const { undo } = await store.delete({ kind: 'criteria', criteria: {} }, null, 30_000)
  const waiting = wait({ subject: 'one' }, { timeout: 60_000 })
  while (waits.count() === 0) await new Promise(setImmediate)
  await store.restore(undo?.token ?? '')
  expect(subjects(await waiting)).toEqual(['one'])
})

test('a mail that is restored has not come later than a cursor of the meantime', async () => {
  const { send, wait, store, waits } = await waitingRoom()
  await send({ subject: 'one' })
  const { undo } = await store.delete({ kind: 'criteria', criteria: {} }, null, 30_000)
  const { cursor } = await store.state()
  const waiting = wait({ subject: 'one' }, { since: cursor, timeout: 60_000 })
  while (waits.count() === 0) await new Promise(setImmediate)
  await store.restore(undo?.token ?? '')
  await send({ subject: 'one', text: 'the second' })
  const found = await waiting
  expect(found).toMatchObject({ kind: 'found', messages: [{ subject: 'one' }] })
  expect(found.messages[0]?.text).toContain('the second')
})

test('a mail that was deleted and restored while somebody waited counts once', async () => {
  const { send, wait, store, waits } = await waitingRoom()
  await send({ subject: 'one' })
  const waiting = wait({}, { count: 2, timeout: 60_000 })
  while (waits.count() === 0) await new Promise(setImmediate)
  const { undo } = await store.delete({ kind: 'criteria', criteria: {} }, null, 30_000)
  await store.restore(undo?.token ?? '')
  await send({ subject: 'two' })
  expect(subjects(await waiting)).toEqual(['one', 'two'])
})

test('a mail that a limit dropped while somebody waited is not handed out, and the explanation says so', async () => {
  const { send, wait, store } = await waitingRoom({ limits: { messages: 2 } })
  const { cursor } = await store.state()
  const waiting = wait({ subject: 'wanted' }, { count: 2, timeout: 1500, since: cursor })
  await send({ subject: 'wanted' })
  for (const subject of ['other', 'another']) await send({ subject })
  const { missed, evicted } = failure(await waiting)
  expect(missed).toMatchObject([{ why: 'evicted' }])
  expect(evicted).toBe(1)
})

test('an exact number cannot be told when a limit dropped mail that may have counted', async () => {
  const { send, wait, store } = await waitingRoom({ limits: { messages: 1 } })
  const { cursor } = await store.state()
  for (const subject of ['one', 'two']) await send({ subject })
  expect(failure(await wait({}, { count: 1, exact: true, since: cursor })).code).toBe('history_lost')
})

test.each(['0123456789ab.1', 'nonsense'])('a cursor of another start is a lost history: %s', async (since) => {
  const { wait } = await waitingRoom()
  const { code, message } = failure(await wait({}, { since }))
  expect(code).toBe('history_lost')
  expect(message).toContain(`mailsink was restarted since, or never gave out the cursor ${since}.`)
})

test('an inbox that is not there is a lost history, with the reason', async () => {
  const { wait } = await waitingRoom()
  const { code, message } = failure(await wait({}, { inbox: 't-gone' }))
  expect(code).toBe('history_lost')
  expect(message).toBe(
    'The history is lost. There is no inbox "t-gone": it was closed, nobody used it for longer than its time, or mailsink ' +
      'was restarted since. Open one for each test.',
  )
})

test('a wait that is called off ends with the reason, and leaves nothing behind', async () => {
  const { waits } = await waitingRoom()
  const request = { criteria: {}, inbox: null, since: null, exclude: [], timeout: 60_000, quiet: 0, elapsed: 0 }
  const gone = new AbortController()
  const all = Array.from({ length: 100 }, () =>
    waits.wait({ ...request, count: 1, exact: false, per: 'message' }, gone.signal),
  )
  expect(waits.count()).toBe(100)
  gone.abort(new Error('the client went'))
  for (const ended of await Promise.allSettled(all))
    expect(ended).toMatchObject({ status: 'rejected', reason: new Error('the client went') })
  expect(waits.count()).toBe(0)
})

test('a sink that stops ends every wait, and says so', async () => {
  const { wait, waits } = await waitingRoom()
  const waiting = wait({})
  waits.stop()
  await expect(waiting).rejects.toThrow(
    'The sink was stopped while this waited. Stop it after the last test that uses it.',
  )
})

test('inboxes do not see each other’s mail', async () => {
  const { send, wait, store } = await waitingRoom()
  const [one, two] = [await store.createInbox({}), await store.createInbox({})]
  await send({ to: `ann@${one.domain}`, subject: 'Same' })
  await send({ to: `ann@${two.domain}`, subject: 'Same' })
  const found = await wait({ subject: 'same' }, { inbox: two.id })
  if (found.kind !== 'found') throw new Error(found.diagnosis.message)
  expect(found.messages).toMatchObject([{ inbox: two.id, envelope: { to: [`ann@${two.domain}`] } }])
  const exclude = found.messages.map(({ id }) => ({ id, by: null, as: 'taken' as const }))
  expect(failure(await wait({ subject: 'same' }, { inbox: two.id, exclude, timeout: 0 })).arrived.since).toBe(1)
})
