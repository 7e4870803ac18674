import { expect, test } from 'vitest'
import { HistoryLostError } from '../../contract/store.ts'
import { Sequence } from '../../server/store/sequence.ts'

test('a cursor names the place after the newest event', () => {
  const sequence = new Sequence('abc')
  expect([sequence.current, sequence.cursor()]).toEqual([0, 'abc.0'])
  expect([sequence.next(), sequence.next()]).toEqual([1, 2])
  expect(sequence.cursor()).toBe('abc.2')
  expect(sequence.read('abc.1')).toBe(1)
  expect(sequence.read('abc.2')).toBe(2)
})

test.each([
  'abd.1',
  'abc.3',
  'abc.',
  'abc',
  '.1',
  'abc.-1',
  'abc.1.1',
  'abc.1e0',
  'abc. 1',
  'abc.9999999999999999',
  '',
])('the cursor "%s" of another start, or never given out, is lost history', (cursor) => {
  const sequence = new Sequence('abc')
  sequence.next()
  sequence.next()
  expect(() => sequence.read(cursor)).toThrow(HistoryLostError)
})

test('two starts have different epochs', () => {
  const [first, second] = [new Sequence(), new Sequence()]
  expect(() => second.read(first.cursor())).toThrow(
    `"${first.cursor()}" is not a place in this history: it is from before a restart, of something no longer kept, or was never given out. ` +
      'Ask without it, and go on from the cursor of that answer.',
  )
})
