import { expect, test } from 'vitest'
import { reasonText, recipients, whoSent } from '../../ui/state/people.ts'

test('a mail without From is named after its envelope', () => {
  expect(whoSent({ from: [], envelope: { from: 'bounce@example.test', to: [] } })).toBe('<bounce@example.test>')
  expect(whoSent({ from: [{ name: '', address: 'a@b' }], envelope: { from: '', to: [] } })).toBe('a@b')
})

test('recipients are counted once each', () => {
  expect(recipients(['a@b', 'c@d', 'a@b'])).toEqual({ first: 'a@b', others: 1 })
  expect(recipients([])).toEqual({ first: null, others: 0 })
})

test('a reason begins with its code, once', () => {
  const reason = { code: 535, enhanced: '5.7.8', text: 'The login was refused.', hint: null }
  expect(reasonText({ reason })).toBe('535 5.7.8 The login was refused.')
  expect(reasonText({ reason: { ...reason, text: '535 no' } })).toBe('535 no')
  expect(reasonText({ reason: null })).toBe('The session ended without a mail.')
})
