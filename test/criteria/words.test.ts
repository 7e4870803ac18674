import { expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import { inWords } from '../../criteria/words.ts'

const whole: Criteria = {
  to: 'ann@example.com',
  subject: 'reset',
  from: { not: 'bot@x.test' },
  header: { 'X-Run': '7' },
  attachment: { filename: '*.pdf' },
  size: { above: 10_240 },
  time: { before: '2026-11-01T00:00:00.000Z' },
}

test.each<[Criteria, string]>([
  [
    whole,
    'to ann@example.com, subject "reset", not from bot@x.test, header X-Run is "7", has an attachment *.pdf, ' +
      'larger than 10,240 bytes, received before 2026-11-01T00:00:00.000Z',
  ],
  [{}, 'anything'],
  [{ to: '*@t-42.mailsink.test' }, 'to *@t-42.mailsink.test'],
  [{ to: 'Ann, "the" one' }, 'to "Ann, \\"the\\" one"'],
  [{ to: { contains: 'ann' } }, 'to contains "ann"'],
  [{ to: { is: '*@x.test' } }, 'to is "*@x.test"'],
  [{ mailFrom: false }, 'has no envelope sender'],
  [{ cc: true, bcc: false, tls: true, link: false }, 'has a cc, has no bcc, has TLS, has no link'],
  [{ html: true, text: false }, 'has an HTML part, has no text part'],
  [{ subject: 'two\nlines "here"' }, 'subject "two\\nlines \\"here\\""'],
  [{ subject: { contains: 'a' } }, 'subject "a"'],
  [{ subject: { is: 'a' } }, 'subject is "a"'],
  [{ subject: { startsWith: 'Re' } }, 'subject starts with "Re"'],
  [{ subject: { matches: '^re: a/b' } }, 'subject matches /^re: a\\/b/i'],
  [{ subject: { matches: 'a\\/b\n', flags: '' } }, 'subject matches /a\\/b\\n/'],
  [{ subject: { contains: 'a', not: 'b' } }, 'subject contains "a" and not (contains "b")'],
  [{ subject: { not: 'a' } }, 'not subject "a"'],
  [{ subject: { not: { startsWith: 'a', contains: 'b' } } }, 'not subject contains "b" and starts with "a"'],
  [{ subject: { not: { not: 'a' } } }, 'not (not subject "a")'],
  [{ user: 'app', code: '123456' }, 'user is "app", code is "123456"'],
  [{ user: 'app-*' }, 'user is like "app-*"'],
  [{ user: { is: 'app-*' } }, 'user is "app-*"'],
  [{ header: { 'X-Run': true, 'X-Old': false } }, 'has header X-Run, has no header X-Old'],
  [{ header: { 'X-Run': { not: '7' } } }, 'not header X-Run is "7"'],
  [{ header: { 'X-Run': { matches: '^7' } } }, 'header X-Run matches /^7/i'],
  [{ attachment: true }, 'has an attachment'],
  [{ attachment: false }, 'has no attachment'],
  [{ attachment: { type: 'application/pdf' } }, 'has an attachment of type application/pdf'],
  [{ attachment: { filename: 'my bill.pdf', type: 'image/*' } }, 'has an attachment "my bill.pdf" of type image/*'],
  [
    { attachment: { filename: { contains: 'bill' }, type: 'image/*' } },
    'has an attachment whose name contains "bill" and whose type is like "image/*"',
  ],
  [{ size: { below: 1 } }, 'smaller than 1 byte'],
  [{ size: { above: 999, below: 1_048_576 } }, 'larger than 999 bytes, smaller than 1,048,576 bytes'],
  [{ time: { after: '2026-11-01T00:00:00.000Z' } }, 'received since 2026-11-01T00:00:00.000Z'],
  [{ any: [{ subject: 'a' }, { subject: 'b' }] }, 'any of (subject "a" | subject "b")'],
  [{ to: 'a@x.test', any: [{ subject: 'a', cc: true }, {}] }, 'to a@x.test, any of (subject "a", has a cc | anything)'],
  [{ any: [{ any: [{ subject: 'a' }] }, { subject: 'b' }] }, 'any of (any of (subject "a") | subject "b")'],
  [{ subject: 'a', all: [{ subject: 'b' }, { subject: 'c' }] }, 'subject "a", subject "b", subject "c"'],
  [{ not: { subject: 'a' } }, 'not subject "a"'],
  [{ not: { subject: 'a', to: 'b@x.test' } }, 'not (subject "a", to b@x.test)'],
  [{ not: { any: [{ subject: 'a' }, { subject: 'b' }] } }, 'not any of (subject "a" | subject "b")'],
  [{ not: { attachment: { filename: '*.exe' } } }, 'has no attachment *.exe'],
  [{ not: { attachment: false } }, 'not (has no attachment)'],
  [{ not: { not: { subject: 'a' } } }, 'not (not subject "a")'],
  [{ not: { size: { above: 1024 } } }, 'not larger than 1,024 bytes'],
  [{ not: {} }, 'not anything'],
])('%j is: %s', (criteria, words) => {
  expect(inWords(criteria)).toBe(words)
})
