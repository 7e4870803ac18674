/** What rules count by is bounded, for one and for all of them together. */
import { expect, test } from 'vitest'
import { keyOf } from '../../../server/store/faults/rule.ts'
import { Room } from '../../../server/store/faults/room.ts'
import { Tally } from '../../../server/store/faults/tally.ts'
import { fedStore } from '../feeding.ts'
import { RCPT } from './striking.ts'

const tallyIn = (room: Room) =>
  new Tally({ skip: 0, times: 1, window: null, for: null, probability: 1 }, { seed: 1, room })

/** How many of these clients are remembered, so that none of them is struck twice. */
function remembered(tally: Tally, names: readonly string[]): number {
  for (const name of names) tally.match(name, 0)
  return names.filter((name) => tally.match(name, 0) === 'over').length
}

test('where all the room is taken a rule forgets its own oldest', () => {
  const room = new Room(3)
  expect(remembered(tallyIn(room), ['a'])).toBe(1)
  const tally = tallyIn(room)
  for (const name of ['a', 'b', 'c']) tally.match(name, 0)
  expect(['b', 'c', 'a'].map((name) => tally.match(name, 0))).toEqual(['over', 'over', 'struck'])
})

test('a rule remembers one even where others have taken all the room, and that makes none in the end', () => {
  const room = new Room(2)
  const full = tallyIn(room)
  expect(remembered(full, ['a', 'b'])).toBe(2)
  const late = tallyIn(room)
  expect(remembered(late, ['a'])).toBe(1)
  late.clear()
  // Its oldest has to go for this one, as before.
  full.match('c', 0)
  expect(full.match('a', 0)).toBe('struck')
})

test('what a rule gives back is there for the next', () => {
  const room = new Room(2)
  const first = tallyIn(room)
  expect(remembered(first, ['a', 'b'])).toBe(2)
  first.clear()
  expect(remembered(tallyIn(room), ['a', 'b'])).toBe(2)
})

test('what is counted by is short, however many recipients a mail has, and tells them apart', () => {
  const session = fedStore().open()
  const many = Array.from({ length: 1000 }, (_, n) => `recipient${n}@example.com`)
  const keys = [many, many.toReversed(), many.map((name) => name.toUpperCase())].map((to) =>
    keyOf('triplet', { ...RCPT, stage: 'end', to }, session),
  )
  for (const key of keys) expect(key.length).toBeLessThan(300)
  expect(keys[1]).not.toBe(keys[0])
  expect(keys[2]).toBe(keys[0])
})
