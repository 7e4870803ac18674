import { expect, test } from 'vitest'
import { ApiError, UnreachableError } from '../../client/api.ts'
import type { Message } from '../../contract/message.ts'
import { createReader } from '../../ui/state/message/reading.ts'
import { apiOf, at, message, removed, summary } from './samples.ts'

const ignored = (): void => {}

test('reads a mail', async () => {
  const reader = createReader(apiOf({ message: async () => message(1) }))
  await reader.open('m1')
  expect(reader.reading.value).toMatchObject({ kind: 'ready', id: 'm1', message: { subject: 'Subject 1' } })
})

test('an answer that comes too late does not replace the mail that was opened after it', async () => {
  const answers = new Map<string, (message: Message) => void>()
  const reader = createReader(apiOf({ message: (id) => new Promise((resolve) => answers.set(id, resolve)) }))
  const first = reader.open('m1')
  const second = reader.open('m2')
  answers.get('m2')?.(message(2))
  answers.get('m1')?.(message(1))
  await Promise.all([first, second])
  expect(reader.reading.value).toMatchObject({ kind: 'ready', id: 'm2' })
})

test('a mail that is deleted while it is open leaves a tombstone', async () => {
  const reader = createReader(apiOf({ message: async () => message(1) }))
  await reader.open('m1')
  reader.apply([removed(2, ['m7', 'm1'], 'evicted')])
  expect(reader.reading.value).toMatchObject({ kind: 'removed', why: 'evicted', message: { id: 'm1' } })
})

test('a mail that is deleted while it is fetched stays deleted', async () => {
  let answer: (message: Message) => void = ignored
  const reader = createReader(apiOf({ message: () => new Promise((resolve) => (answer = resolve)) }))
  const opening = reader.open('m1')
  reader.apply([removed(2, ['m1'])])
  answer(message(1))
  await opening
  expect(reader.reading.value.kind).toBe('removed')
})

test('an address of no mail is told apart from a server that is away', async () => {
  const unknown = createReader(apiOf({ message: () => Promise.reject(new ApiError(404, null)) }))
  await unknown.open('m1')
  expect(unknown.reading.value.kind).toBe('unknown')

  const away = createReader(apiOf({ message: () => Promise.reject(new UnreachableError('http://sink/api', null)) }))
  await away.open('m1')
  expect(away.reading.value).toMatchObject({
    kind: 'failed',
    text: expect.stringContaining('Is mailsink still running'),
  })
})

test('the mail that was read stays in view until the next one is there', async () => {
  const answers = new Map<string, (message: Message) => void>()
  const reader = createReader(apiOf({ message: (id) => new Promise((resolve) => answers.set(id, resolve)) }))
  const first = reader.open('m1')
  expect(reader.shown.value).toBeNull()
  answers.get('m1')?.(message(1))
  await first
  const second = reader.open('m2')
  expect([reader.reading.value.kind, reader.shown.value?.id]).toEqual(['loading', 'm1'])
  answers.get('m2')?.(message(2))
  await second
  expect(reader.shown.value?.id).toBe('m2')
})

test('a deletion that is taken back brings the mail back into view', async () => {
  const reader = createReader(apiOf({ message: async () => message(1) }))
  await reader.open('m1')
  reader.apply([removed(2, ['m1'])])
  expect(reader.shown.value).toBeNull()
  reader.apply([{ type: 'message.restored', seq: 3, at: at(3), messages: [summary(1)] }])
  expect(reader.reading.value).toMatchObject({ kind: 'ready', id: 'm1' })
})
