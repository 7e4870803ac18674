import { expect, test } from 'vitest'
import { Shelf } from '../../server/store/shelf.ts'
import { seeded } from '../support/smtp-random.ts'

interface Item {
  readonly id: string
  readonly seq: number
}

test.each([1, 2, 3, 4, 5])('a shelf does what a plain list would do (seed %i)', (seed) => {
  const random = seeded(seed)
  const shelf = new Shelf<Item>()
  let model: Item[] = []
  let seq = 0
  for (let step = 0; step < 1500; step += 1) {
    switch (random.below(5)) {
      case 0: {
        const oldest = shelf.oldest()
        if (oldest !== undefined) shelf.remove(oldest)
        model = model.slice(1)
        break
      }
      case 1: {
        if (model.length === 0) break
        const gone = random.pick(model)
        shelf.remove(gone)
        // Once more does nothing.
        shelf.remove(gone)
        model = model.filter((item) => item !== gone)
        break
      }
      default: {
        // Numbers have gaps: other events take them.
        seq += 1 + random.below(3)
        const item = { id: `i${seq}`, seq }
        shelf.add(item)
        model.push(item)
      }
    }
    const after = random.below(seq + 2) - 1
    const before = random.below(3) === 0 ? Infinity : random.below(seq + 3)
    const between = model.filter((item) => item.seq > after && item.seq < before)
    expect([...shelf.upwards(after, before)]).toEqual(between)
    expect([...shelf.downwards(after, before)]).toEqual(between.toReversed())
    expect(shelf.oldest()).toBe(model[0])
    expect(shelf.size).toBe(model.length)
  }
  expect([...shelf.upwards(0, Infinity)]).toEqual(model)
  for (const item of model) expect(shelf.get(item.id)).toBe(item)
  expect(shelf.get('nobody')).toBeUndefined()
})

test('a shelf that is emptied from its old end gives its room back', () => {
  const shelf = new Shelf<Item>()
  for (let seq = 1; seq <= 5000; seq += 1) shelf.add({ id: `i${seq}`, seq })
  for (let i = 0; i < 4999; i += 1) {
    const oldest = shelf.oldest()
    if (oldest !== undefined) shelf.remove(oldest)
  }
  expect([...shelf.downwards(0, Infinity)].map(({ seq }) => seq)).toEqual([5000])
  shelf.add({ id: 'next', seq: 5001 })
  expect([...shelf.upwards(5000, Infinity)].map(({ id }) => id)).toEqual(['next'])
})
