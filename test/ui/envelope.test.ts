import { expect, test } from 'vitest'
import { envelopeOf } from '../../ui/state/message/envelope.ts'
import { message } from './samples.ts'

const accepted = { parameters: {}, code: 250, text: '2.1.5 OK', accepted: true }

test('tells who is in no header, who was refused, and who is named and was not asked for', () => {
  const facts = envelopeOf(
    message(1, {
      from: [{ name: '', address: 'ann@example.test' }],
      to: [{ name: 'Bob', address: 'Bob@example.test' }],
      cc: [{ name: '', address: 'left@example.test' }],
      bcc: [{ name: '', address: 'audit@example.test' }],
      headers: [{ name: 'BCC', value: 'The boss <boss@example.test>', raw: '' }],
      envelope: {
        from: 'bounce@example.test',
        to: ['bob@example.test', 'audit@example.test', 'Boss@example.test'],
        parameters: { SIZE: '120', SMTPUTF8: null },
        recipients: [
          { ...accepted, address: 'bob@example.test', parameters: { NOTIFY: 'NEVER' } },
          { ...accepted, address: 'audit@example.test' },
          { ...accepted, address: 'Boss@example.test' },
          { ...accepted, address: 'gone@example.test', code: 550, text: '550 5.1.1 No such user', accepted: false },
        ],
      },
    }),
  )
  expect(facts).toMatchObject({
    parameters: 'SIZE=120 SMTPUTF8',
    hidden: ['audit@example.test'],
    refused: 1,
    missing: ['left@example.test'],
    otherFrom: 'ann@example.test',
    bccField: 'The boss <boss@example.test>',
  })
  expect(facts.recipients.map(({ parameters, reply, hidden }) => [parameters, reply, hidden])).toEqual([
    ['NOTIFY=NEVER', '250 2.1.5 OK', false],
    ['', '250 2.1.5 OK', true],
    ['', '250 2.1.5 OK', false],
    ['', '550 5.1.1 No such user', false],
  ])
})

test('finds nothing to say of an envelope that is as the headers are, nor of the null sender', () => {
  const same = { name: '', address: 'ann@example.test' }
  const mail = message(1, { from: [same], to: [same] })
  const envelope = {
    ...mail.envelope,
    to: ['ann@example.test'],
    recipients: [{ ...accepted, address: 'ann@example.test' }],
  }
  for (const from of ['ann@example.test', '']) {
    expect(envelopeOf({ ...mail, envelope: { ...envelope, from } })).toMatchObject({
      hidden: [],
      refused: 0,
      missing: [],
      otherFrom: null,
      bccField: null,
    })
  }
})
