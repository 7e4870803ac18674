import { expect, test } from 'vitest'
import type { Command } from '../../ui/state/commands.ts'
import { capsOf, createKeys, type Focus, type Stroke } from '../../ui/state/keys.ts'

const plain: Focus = { typing: false, pressable: false, steered: false }
const held = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, isComposing: false, repeat: false }
const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({ key, ...held, ...more })

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'app',
  keys,
  available: () => true,
  run() {},
  ...more,
})

const commands = [
  command('next', ['j', 'ArrowDown']),
  command('extend', ['Shift+j']),
  command('sessions', ['g s']),
  command('star', ['s']),
  command('help', ['?']),
  command('palette', ['Mod+k'], { whileTyping: true }),
  command('open', ['Enter']),
  command('never', ['q'], { available: () => false }),
]

function keysOf({ on = true, mac = false } = {}) {
  let time = 0
  const keys = createKeys(() => commands, { isOn: () => on, now: () => time, mac })
  return {
    pass: (ms: number) => void (time += ms),
    press: (key: string, more: Partial<Stroke> = {}, focus: Partial<Focus> = {}) =>
      keys.press(stroke(key, more), { ...plain, ...focus })?.id ?? null,
  }
}

test.each([
  ['j', {}, 'next'],
  ['J', { shiftKey: true }, 'extend'],
  ['?', { shiftKey: true }, 'help'],
  ['k', { ctrlKey: true }, 'palette'],
  ['j', { ctrlKey: true }, null],
  ['j', { altKey: true }, null],
  ['j', { isComposing: true }, null],
  ['q', {}, null],
])('%s with %j presses %s', (key, more, id) => {
  expect(keysOf().press(key, more)).toBe(id)
})

test('two keys one after the other press one command, and the second alone its own', () => {
  const keys = keysOf()
  expect(keys.press('g')).toBeNull()
  expect(keys.press('s')).toBe('sessions')
  expect(keys.press('s')).toBe('star')
})

test('the first of two keys is forgotten after a while', () => {
  const keys = keysOf()
  keys.press('g')
  keys.pass(2000)
  expect(keys.press('s')).toBe('star')
})

test('single keys can be switched off, and those with a modifier stay', () => {
  const keys = keysOf({ on: false })
  expect([keys.press('j'), keys.press('k', { ctrlKey: true })]).toEqual([null, 'palette'])
})

test('who types is left alone, but for the palette', () => {
  const keys = keysOf()
  expect(keys.press('j', {}, { typing: true })).toBeNull()
  expect(keys.press('k', { ctrlKey: true }, { typing: true })).toBe('palette')
})

test('Enter belongs to what has the focus and can be pressed, arrows to what is steered by them', () => {
  const keys = keysOf()
  expect([keys.press('Enter', {}, { pressable: true }), keys.press('Enter')]).toEqual([null, 'open'])
  expect([keys.press('ArrowDown', {}, { steered: true }), keys.press('ArrowDown')]).toEqual([null, 'next'])
})

test('on a Mac the modifier is Command', () => {
  const keys = keysOf({ mac: true })
  expect([keys.press('k', { metaKey: true }), keys.press('k', { ctrlKey: true })]).toEqual(['palette', null])
})

test.each([
  ['Mod+k', false, [['Ctrl', 'K']]],
  ['Mod+k', true, [['⌘', 'K']]],
  ['g m', false, [['g'], ['m']]],
  ['?', false, [['?']]],
])('the keycaps of %s (Mac: %s) are %j', (key, mac, caps) => {
  expect(capsOf(key, mac)).toEqual(caps)
})
