import { expect, test } from 'vitest'
import { createMemory } from '../../ui/state/remember.ts'
import { aStorage } from './samples.ts'

test('what was chosen is there at the next visit', () => {
  const storage = aStorage()
  const first = createMemory(() => storage)
  first.flag('attempts', true).choose(false)
  first.number('width', 400).choose(512)
  first.option('layout', ['right', 'bottom'], 'right').choose('bottom')
  const next = createMemory(() => storage)
  expect(next.flag('attempts', true).value.value).toBe(false)
  expect(next.number('width', 400).value.value).toBe(512)
  expect(next.option('layout', ['right', 'bottom'], 'right').value.value).toBe('bottom')
})

test('what is no longer offered, no number or no JSON counts as nothing', () => {
  const memory = createMemory(() => aStorage({ 'mailsink.a': 'gone', 'mailsink.b': 'wide', 'mailsink.c': '{' }))
  expect(memory.option('a', ['x', 'y'], 'y').value.value).toBe('y')
  expect(memory.number('b', 3).value.value).toBe(3)
  expect(memory.json('c', (value) => value, 'fallback').value.value).toBe('fallback')
})

test('a browser that refuses its storage costs the memory and nothing else', () => {
  const memory = createMemory(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  const choice = memory.flag('keys', true)
  choice.choose(false)
  expect(choice.value.value).toBe(false)
})

test('forgetting leaves alone what others keep there', () => {
  const storage = aStorage({ 'mailsink.theme': 'dark', other: 'kept' })
  createMemory(() => storage).forget()
  expect(Object.keys(storage)).toEqual(['other'])
})
