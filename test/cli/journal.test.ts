import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Limits } from '../../contract/info.ts'
import type { LogEvent } from '../../contract/log.ts'
import { keepJournal } from '../../server/cli/journal.ts'
import { fedStore } from '../store/feeding.ts'

/** A journal of a real store, whose seconds end when the test says so. */
async function journal(limits: Partial<Limits> = {}) {
  const fed = fedStore(limits)
  const said: LogEvent[] = []
  const waiting: (() => void)[] = []
  await keepJournal(
    fed.store,
    (event) => said.push(event),
    (run) => waiting.push(run),
  )
  const secondEnds = async () => {
    waiting.splice(0).forEach((run) => run())
    // The sum is taken from the store, whose answers are promises.
    await setImmediate()
  }
  const mails = (count: number) => Array.from({ length: count }, (_, i) => fed.mail(`Subject: ${i}\r\n\r\n`))
  return { ...fed, said, secondEnds, mails }
}

const idsOf = (said: readonly LogEvent[]) =>
  said.flatMap(({ message, fields }) => (message === 'mail' ? fields['id'] : []))

test('each mail gets a line of its own while they can be read', async () => {
  const { said, mails } = await journal()
  const sent = mails(50)
  expect(idsOf(said)).toEqual(sent)
})

test('what comes faster than fifty a second is summed up at the end of the second', async () => {
  const { said, mails, secondEnds } = await journal()
  mails(120)
  expect(said).toHaveLength(50)
  await secondEnds()
  expect(said.slice(50)).toEqual([
    { level: 'info', message: 'and more mails in the same second', fields: { count: 70 } },
  ])
})

test('the next second has lines again', async () => {
  const { said, mails, secondEnds } = await journal()
  mails(60)
  await secondEnds()
  const [next] = mails(1)
  expect(idsOf(said).at(-1)).toBe(next)
})

test('what a limit dropped is one warning a second, however many they were', async () => {
  const { said, mails, secondEnds } = await journal({ messages: 2 })
  mails(5)
  await secondEnds()
  expect(said.filter(({ level }) => level === 'warn')).toEqual([
    { level: 'warn', message: 'mails dropped by a limit', fields: { count: 3 } },
  ])
})

test('what somebody deleted needs no line', async () => {
  const { said, store, mails, secondEnds } = await journal()
  mails(1)
  await store.delete({ kind: 'criteria', criteria: {} }, null, null)
  await secondEnds()
  expect(said).toHaveLength(1)
})

test('writing the log parses no mail', async () => {
  const { parsed, mails, secondEnds } = await journal()
  mails(3)
  await secondEnds()
  expect(parsed()).toBe(0)
})
