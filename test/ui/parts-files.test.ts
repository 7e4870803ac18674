import { expect, test } from 'vitest'
import type { Attachment } from '../../contract/message.ts'
import { asWritten, lastDay, momentOf } from '../../ui/state/parts/calendar-time.ts'
import { filesOf, lookOf } from '../../ui/state/parts/files.ts'
import { imageSize, isModest } from '../../ui/state/parts/image-size.ts'
import { nestedMail } from '../../ui/state/parts/nested-mail.ts'
import { cardsOf } from '../../ui/state/parts/vcard.ts'

function file(own: Partial<Attachment>): Attachment {
  return {
    part: '1.2',
    filename: null,
    contentType: 'application/octet-stream',
    size: 1,
    sha256: '',
    contentId: null,
    disposition: null,
    detected: null,
    mismatch: false,
    ...own,
  }
}

test('parts that the HTML uses, or could, are told from files', () => {
  const logo = file({ part: '1', contentId: '<logo%1@x>', disposition: 'attachment' })
  const spare = file({ part: '2', contentId: '<spare@x>', disposition: 'inline' })
  const pdf = file({ part: '3', contentId: '<pdf@x>', disposition: 'attachment' })
  const html = '<img src="cid:Logo%251@x"> cid:100%'
  expect(filesOf({ attachments: [logo, spare, pdf], html })).toEqual({
    files: [pdf],
    inline: [
      { file: logo, used: true },
      { file: spare, used: false },
    ],
  })
})

test.each([
  [{ contentType: 'image/png', detected: 'image/png' }, 'image'],
  [{ contentType: 'image/png', detected: 'text/html' }, 'none'],
  [{ contentType: 'application/pdf', detected: null }, 'none'],
  [{ detected: 'application/pdf' }, 'pdf'],
  [{ contentType: 'text/calendar' }, 'calendar'],
  [{ filename: 'a.ICS' }, 'calendar'],
  [{ contentType: 'text/x-vcard' }, 'vcard'],
  [{ contentType: 'message/rfc822' }, 'mail'],
  [{ contentType: 'text/csv' }, 'text'],
])('%j is shown as %s', (own, look) => expect(lookOf(file(own))).toBe(look))

const bytes = (...values: number[]) => Uint8Array.from([...values, ...Array<number>(40).fill(0)])

test.each([
  ['PNG', bytes(0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 1, 0, 0, 0, 0, 2), 256, 2],
  ['GIF', bytes(71, 73, 70, 56, 57, 97, 3, 0, 4, 1), 3, 260],
  ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 5, 1, 0), 256, 5],
  ['WebP', bytes(...Array.from('RIFF....WEBPVP8X', (c) => c.charCodeAt(0)), 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 7), 10, 8],
])('%s tells its size', (_, start, width, height) => expect(imageSize(start)).toEqual({ width, height }))

test('what is no image has no size, and a huge one is not drawn', () => {
  expect(imageSize(bytes(60, 104, 116))).toBe(null)
  expect(isModest({ width: 30_000, height: 30_000 })).toBe(false)
  expect(isModest({ width: 4000, height: 3000 })).toBe(true)
})

test('a vCard tells who it is', () => {
  const text = `BEGIN:VCARD\r\nFN:Ann\r\n  Example\r\nitem1.EMAIL;TYPE=work:ann@test\r\nORG:Acme\\, Inc;Mail\r\nTEL:tel:+1\r\nEND:VCARD\r\n`
  expect(cardsOf(text)).toEqual([
    { name: 'Ann Example', organization: 'Acme, Inc, Mail', title: '', emails: ['ann@test'], phones: ['+1'] },
  ])
  expect(cardsOf('nothing')).toEqual([])
})

test('an attached mail is told in short', () => {
  const mail = nestedMail(
    new TextEncoder().encode(
      [
        'From: Inner <in@test>',
        'Subject: =?utf-8?q?=E2=9C=93?=',
        'Content-Type: multipart/mixed; boundary="B x"',
        '',
        'preamble',
        '--B x',
        'Content-Transfer-Encoding: quoted-printable',
        'Content-Type: text/plain; charset=iso-8859-1',
        '',
        'caf=E9',
        '--B x',
        'Content-Type: application/pdf; name=a.pdf',
        '',
        '%PDF',
        '--B x--',
        'epilogue',
      ].join('\r\n'),
    ),
  )
  expect(mail).toEqual({
    from: 'Inner <in@test>',
    to: '',
    subject: '✓',
    date: '',
    parts: [
      { type: 'text/plain', filename: null },
      { type: 'application/pdf', filename: 'a.pdf' },
    ],
    text: 'café',
  })
})

test.each([
  [{ text: '2026-11-25T14:00:00Z', kind: 'utc', zone: null }, '2026-11-25T14:00:00.000Z', '2026-11-25 14:00 UTC'],
  [
    { text: '2026-11-25T09:00:00', kind: 'zone', zone: 'America/New_York' },
    '2026-11-25T14:00:00.000Z',
    '2026-11-25 09:00 America/New_York',
  ],
  // An hour after the clocks went back.
  [
    { text: '2026-10-25T03:30:00', kind: 'zone', zone: 'Europe/Berlin' },
    '2026-10-25T02:30:00.000Z',
    '2026-10-25 03:30 Europe/Berlin',
  ],
  [{ text: '2026-11-25T09:00:00', kind: 'zone', zone: 'Nowhere' }, null, '2026-11-25 09:00 Nowhere'],
  [{ text: '2026-11-25T09:00:00', kind: 'floating', zone: null }, null, '2026-11-25 09:00'],
  [{ text: '2026-11-25', kind: 'day', zone: null }, null, '2026-11-25'],
] as const)('%j is %s', (time, moment, written) => {
  expect([momentOf(time), asWritten(time)]).toEqual([moment, written])
})

test('an event of whole days ends on the day before its end', () => {
  expect(lastDay({ text: '2026-03-01', kind: 'day', zone: null })).toBe('2026-02-28')
})
