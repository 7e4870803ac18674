/** What stays of a mail that was refused, so that its next try is known again. */
import { expect, test } from 'vitest'
import { fingerprintOf } from '../../server/smtp/fingerprint.ts'
import { WirePayload } from '../../server/smtp/payload.ts'

const mail = (head: string, body: string) => Buffer.from(`${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`, 'latin1')
const bodyOf = (raw: Buffer) => fingerprintOf(raw, true).body

test.each([
  ['Message-ID: <a@b>\nSubject: Hello', '<a@b>', 'Hello'],
  ['message-id:<a@b>\nSUBJECT:\n  folded\n\tline', '<a@b>', 'folded\tline'],
  ['Subject: first\nSubject: second', null, 'first'],
  ['X-Subject: no\nX-Message-ID: <no>', null, null],
  ['Subject: \nMessage-ID:', null, null],
  ['From: a\n Subject: folded into From', null, null],
  ['Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=', null, '=?utf-8?Q?Gr=C3=BC=C3=9Fe?='],
  [`Subject: ${'x'.repeat(5000)}`, null, 'x'.repeat(250)],
])('the head %j has the Message-ID %j and the subject %j', (head, messageId, subject) => {
  expect(fingerprintOf(mail(head, 'Subject: not this'), true)).toMatchObject({ messageId, subject })
})

const multipart = (boundary: string, text = 'Hello', inner = `${boundary}-inner`) =>
  mail(
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    [
      `--${boundary}`,
      `Content-Type: multipart/alternative;\r\n boundary=${inner}`,
      '',
      `--${inner}`,
      '',
      text,
      `--${inner}--`,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  )

test('a body is the same with other boundaries, of another length even, and another with other words', () => {
  const body = bodyOf(multipart('--_NmP-1234-Part_1'))
  expect(bodyOf(multipart('----=_Part_0_99.123456789', 'Hello', '--_x+y?z'))).toBe(body)
  expect(bodyOf(multipart('--_NmP-1234-Part_1', 'Hullo'))).not.toBe(body)
})

test('the head is no part of the body', () => {
  expect(bodyOf(mail('Message-ID: <a@b>\nDate: now', 'x'))).toBe(bodyOf(mail('Message-ID: <c@d>', 'x')))
  expect(bodyOf(mail('Subject: a', 'x'))).not.toBe(bodyOf(mail('Subject: a', 'y')))
})

test('of a body beyond a MiB its beginning and its end tell', () => {
  const [middle, end] = [Buffer.alloc(3 << 20, 'x'), Buffer.alloc(3 << 20, 'x')]
  const body = bodyOf(Buffer.concat([mail('A: b', ''), end]))
  middle[2 << 20] = 121
  end[end.length - 10] = 121
  expect(bodyOf(Buffer.concat([mail('A: b', ''), middle]))).toBe(body)
  expect(bodyOf(Buffer.concat([mail('A: b', ''), end]))).not.toBe(body)
})

test.each(['', 'x', '\r\n', '\r\nbody', 'Subject: a', 'boundary=', `Content-Type: x; boundary="(((["\r\n\r\n--((([`])(
  'a payload of %j has a fingerprint',
  (text) => {
    expect(fingerprintOf(Buffer.from(text), true).body).toHaveLength(43)
  },
)

test('what did not come whole has no body', () => {
  expect(fingerprintOf([Buffer.from('Subject: a\r\nMessage'), Buffer.from('-ID: <a@b>\r\n\r\nx')], false)).toEqual({
    messageId: '<a@b>',
    subject: 'a',
    body: null,
  })
})

function payloadOf(raw: Buffer): WirePayload {
  const payload = new WirePayload()
  payload.add(raw)
  return payload
}

test('a refused payload is remembered by its fingerprint, which is what it counts for', () => {
  const raw = mail('Message-ID: <a@b>\nSubject: Hello', 'x'.repeat(10_000))
  const payload = payloadOf(raw)
  payload.finish()
  expect(payload.memory).toBe(0)
  payload.drop('refused')
  expect(payload.wire()).toBeNull()
  expect(payload.fingerprint()).toEqual(fingerprintOf(raw, true))
  expect(payload.memory).toBeGreaterThan(100)
  expect(payload.memory).toBeLessThan(1000)
})

test('of a mail that is kept, nothing is read unless somebody asks; once it is gone, what was read stays', () => {
  const raw = mail('Message-ID: <a@b>', 'x')
  const [asked, unasked] = [payloadOf(raw), payloadOf(raw)]
  for (const payload of [asked, unasked]) {
    payload.finish()
    payload.keep('m1')
  }
  const fingerprint = asked.fingerprint()
  asked.drop('deleted')
  unasked.drop('deleted')
  expect(asked.fingerprint()).toBe(fingerprint)
  expect(fingerprint).toEqual(fingerprintOf(raw, true))
  expect(unasked.fingerprint()).toBeNull()
})

test('what is still arriving tells nothing, and what was left unfinished its head', () => {
  const payload = payloadOf(mail('Message-ID: <a@b>', 'half'))
  expect(payload.fingerprint()).toBeNull()
  payload.leave()
  expect(payload.fingerprint()).toEqual({ messageId: '<a@b>', subject: null, body: null })
})
