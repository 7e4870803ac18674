/** One field by its name: the same values as the whole header list gives, whatever the mail looks like. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fieldNames, fieldValues } from '../../server/mail/field.ts'
import { headerList } from '../../server/mail/header-list.ts'
import { findCorpus } from '../support/corpus.ts'

const corpus = findCorpus()

test.each([
  ['X-Run: 7\r\n\r\nx', ['7']],
  ['Subject: x\r\nx-run:7\r\n\r\nx', ['7']],
  ['X-Run : 7 \r\nX-Runner: 8\r\nX-RUN:\t9\r\n\r\nx', ['7', '9']],
  ['X-Run: a\r\n b\r\n\tc\r\nTo: x\r\n\r\n', ['a b\tc']],
  ['X-Run: =?UTF-8?Q?gr=C3=BC=C3=9Fe?=\r\n\r\n', ['grüße']],
  ['Subject: X-Run: 7\r\nTo: a\r\n X-Run: 8\r\n\r\nX-Run: 9\r\n\r\n', []],
  ['X-Run: 7\n\nX-Run: 8\r\n\r\nX-Run: 9', ['7']],
  ['X-Run: 7\rSubject: y\r\rX-Run: 8', ['7']],
  ['X-Run: 7', ['7']],
  ['no header here\r\nX-Run: 7\r\n\r\n', []],
  ['X-Run\r\nX-Run: 7\r\n\r\n', []],
  ['', []],
])('%j has %j', (mail, values) => {
  expect(fieldValues(Buffer.from(mail), 'X-Run')).toEqual(values)
})

test.each(['\r\n', '\n', '\r'])('fields after one of 750 kB are found where lines end with %j', (newline) => {
  const raw = Buffer.from(
    ['X-Before: 1', `To: ${`ann@example.com,${newline} `.repeat(44_000)}`, 'X-Run: 7', '', 'X-Run: 8'].join(newline),
  )
  expect(fieldValues(raw, 'X-Run')).toEqual(['7'])
  expect(fieldNames(raw)).toEqual(['X-Before', 'To', 'X-Run'])
})

test('of megabytes in fields of one name the first 256 KiB are read, and a field may end behind them', () => {
  const raw = Buffer.from(`${`X-Run: ${'x'.repeat(50_000)}\r\n`.repeat(40)}X-Other: 1\r\n\r\n`)
  expect(fieldValues(raw, 'X-Run')).toHaveLength(6)
  expect(fieldValues(raw, 'X-Other')).toEqual(['1'])
})

test.skipIf(corpus === null)('a real mail gives each of its fields as the list of all fields does', () => {
  const folder = join(corpus ?? '', 'mail')
  const mails = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'))
  expect(mails.length).toBeGreaterThan(500)
  for (const mail of mails) {
    const raw = readFileSync(join(folder, mail))
    const { headers } = headerList(raw)
    for (const name of new Set(headers.map((header) => header.name.toLowerCase()))) {
      if (name === '') continue
      const listed = headers.flatMap((header) => (header.name.toLowerCase() === name ? [header.value] : []))
      expect([mail, name, fieldValues(raw, name)]).toEqual([mail, name, listed])
    }
  }
})
