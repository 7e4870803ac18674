import { expect, test } from 'vitest'
import { blocksOf, createRawReader } from '../../ui/state/excerpt.ts'
import { apiOf } from './samples.ts'

test('a long text is cut between lines, and nothing of it is lost', () => {
  const text = `${'line\r\n'.repeat(5)}rest`
  expect(blocksOf(text, 2)).toEqual(['line\r\nline\r\n', 'line\r\nline\r\n', 'line\r\nrest'])
  expect(blocksOf('', 2)).toEqual([])
})

test('fetches the bytes once, however often the tab is opened, and those of the next mail anew', async () => {
  const asked: string[] = []
  const reader = createRawReader(
    apiOf({
      raw: async (id) => {
        asked.push(id)
        return { bytes: new TextEncoder().encode(`of ${id}`), complete: true }
      },
    }),
  )
  await reader.open('m1')
  await reader.open('m1')
  await reader.open('m2')
  expect(asked).toEqual(['m1', 'm2'])
  expect(reader.raw.value).toEqual({ kind: 'ready', id: 'm2', text: 'of m2', complete: true })
})
