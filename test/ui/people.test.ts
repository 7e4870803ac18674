import { expect, test } from 'vitest'
import { envelopeRecipients, reasonText, recipients, whoSent } from '../../ui/state/people.ts'
import { message } from './samples.ts'

test('a mail without From is named after its envelope', () => {
  expect(whoSent({ from: [], envelope: { from: 'bounce@example.test', to: [] } })).toBe('<bounce@example.test>')
  expect(whoSent({ from: [{ name: '', address: 'a@b' }], envelope: { from: '', to: [] } })).toBe('a@b')
})

test('recipients are counted once each', () => {
  expect(recipients(['a@b', 'c@d', 'a@b'])).toEqual({ first: 'a@b', others: 1 })
  expect(recipients([])).toEqual({ first: null, others: 0 })
})

test('the envelope shows who is in no header, and who was refused', () => {
  const accepted = { parameters: {}, code: 250, text: '2.1.5 OK', accepted: true }
  const refused = { parameters: {}, code: 550, text: '5.1.1 No such user', accepted: false }
  const mail = message(1, {
    bcc: [{ name: '', address: 'audit@example.test' }],
    envelope: {
      from: '',
      to: [],
      parameters: {},
      recipients: [
        { address: 'ann@example.test', ...accepted },
        { address: 'audit@example.test', ...accepted },
        { address: 'gone@example.test', ...refused },
      ],
    },
  })
  expect(envelopeRecipients(mail)).toEqual([
    { address: 'ann@example.test', hidden: false, refused: null },
    { address: 'audit@example.test', hidden: true, refused: null },
    { address: 'gone@example.test', hidden: false, refused: '550 5.1.1 No such user' },
  ])
})

test('a reason begins with its code, once', () => {
  const reason = { code: 535, enhanced: '5.7.8', text: 'The login was refused.', hint: null }
  expect(reasonText({ reason })).toBe('535 5.7.8 The login was refused.')
  expect(reasonText({ reason: { ...reason, text: '535 no' } })).toBe('535 no')
  expect(reasonText({ reason: null })).toBe('The session ended without a mail.')
})
