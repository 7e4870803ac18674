import { expect, test } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import type { LogEvent } from '../../contract/log.ts'
import type { MessageSummary } from '../../contract/message.ts'
import { createJournal } from '../../server/cli/journal.ts'

const place = { seq: 7, at: '2026-03-04T05:06:07.089Z' }

/** A journal whose seconds end when the test says so. */
function journal() {
  const said: LogEvent[] = []
  const waiting: (() => void)[] = []
  const tell = createJournal(
    (event) => said.push(event),
    (run) => waiting.push(run),
  )
  return { said, tell, secondsEnd: () => waiting.splice(0).forEach((run) => run()) }
}

const added = (id: string): StoreEvent => {
  const session = {
    id: 's',
    transaction: 1,
    listener: 'smtp',
    address: '::1',
    helo: 'app',
    user: null,
    tls: null,
  } as const
  const envelope = { from: 'a@b.test', to: ['c@d.test'] }
  const message = { id, subject: 'Hello', size: 9, envelope, session } as unknown as MessageSummary
  return { type: 'message.added', ...place, message }
}
const removed = (ids: string[], why: 'deleted' | 'evicted'): StoreEvent => ({
  type: 'message.removed',
  ...place,
  ids,
  why,
})

test('each mail gets a line of its own while they can be read', () => {
  const { said, tell } = journal()
  for (let i = 0; i < 50; i += 1) tell(added(`m${i}`))
  expect(said.map(({ fields }) => fields['id'])).toEqual(Array.from({ length: 50 }, (_, i) => `m${i}`))
})

test('what comes faster than fifty a second is summed up at the end of the second', () => {
  const { said, tell, secondsEnd } = journal()
  for (let i = 0; i < 120; i += 1) tell(added(`m${i}`))
  expect(said).toHaveLength(50)
  secondsEnd()
  expect(said.at(-1)).toEqual({
    level: 'info',
    message: 'and more in the same second',
    fields: { mails: 70, 'failed sessions': 0 },
  })
})

test('the next second has lines again', () => {
  const { said, tell, secondsEnd } = journal()
  for (let i = 0; i < 60; i += 1) tell(added(`m${i}`))
  secondsEnd()
  tell(added('next'))
  expect(said.at(-1)?.fields['id']).toBe('next')
})

test('what a limit dropped is one warning a second, however many they were', () => {
  const { said, tell, secondsEnd } = journal()
  tell(removed(['a', 'b'], 'evicted'))
  tell(removed(['c'], 'evicted'))
  expect(said).toEqual([])
  secondsEnd()
  expect(said).toEqual([{ level: 'warn', message: 'mails dropped by a limit', fields: { count: 3 } }])
})

test('what somebody deleted needs no line', () => {
  const { said, tell, secondsEnd } = journal()
  tell(removed(['a'], 'deleted'))
  secondsEnd()
  expect(said).toEqual([])
})
