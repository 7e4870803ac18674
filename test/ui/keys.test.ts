import { expect, test } from 'vitest'
import { commandOf, type Stroke } from '../../ui/state/keys.ts'

const stroke: Stroke = {
  key: 'j',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  typing: false,
  pressable: false,
}

test.each([
  ['j', { kind: 'step', by: 1 }],
  ['k', { kind: 'step', by: -1 }],
  ['Enter', { kind: 'read' }],
  ['Escape', { kind: 'back' }],
  ['1', { kind: 'tab', tab: 'text' }],
  ['4', { kind: 'tab', tab: 'smtp' }],
  ['5', null],
  ['x', null],
])('the key %s means %j', (key, command) => {
  expect(commandOf({ ...stroke, key })).toEqual(command)
})

test('keys are left alone while somebody types, composes, or holds a modifier', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey', 'isComposing', 'typing'] as const) {
    expect(commandOf({ ...stroke, [held]: true })).toBeNull()
  }
  expect(commandOf({ ...stroke, key: 'Enter', pressable: true })).toBeNull()
})
