import { describe, expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { criteriaOf } from '../../criteria/flat.ts'

const OTHERS = ['limit', 'before', 'after', 'order']
const read = (query: string) => criteriaOf([...new URLSearchParams(query)], OTHERS)

function refusal(query: string): string {
  try {
    read(query)
  } catch (error) {
    if (error instanceof CriteriaError) return error.message
    throw error
  }
  return 'not refused'
}

test('no parameters are no criteria', () => {
  expect(read('')).toBeNull()
})

describe('reads', () => {
  test.each<[string, Criteria]>([
    ['to=ann@x.test', { to: 'ann@x.test' }],
    ['subject=reset+your%20password', { subject: 'reset your password' }],
    ['subject.is=Hello', { subject: { is: 'Hello' } }],
    ['subject.contains=Hello', { subject: { contains: 'Hello' } }],
    ['subject.startsWith=Re', { subject: { startsWith: 'Re' } }],
    ['subject.matches=^Re', { subject: { matches: '^Re' } }],
    ['cc=true', { cc: true }],
    ['cc=false', { cc: false }],
    ['cc.is=true', { cc: { is: 'true' } }],
    ['tls=true', { tls: true }],
    ['tls=TLSv1.3', { tls: 'TLSv1.3' }],
    ['header.X-Run=7', { header: { 'X-Run': '7' } }],
    ['header.X-Run=false', { header: { 'X-Run': false } }],
    ['header.X-Run.matches=^7', { header: { 'X-Run': { matches: '^7' } } }],
    ['header.X.Run=7', { header: { 'X.Run': '7' } }],
    ['header.a=1&header.b=2', { header: { a: '1', b: '2' } }],
    ['header.__proto__=1', JSON.parse('{ "header": { "__proto__": "1" } }')],
    ['has=attachment', { attachment: true }],
    ['has=link,code', { link: true, code: true }],
    ['has=html&has=text', { html: true, text: true }],
    ['attachment=true', { attachment: true }],
    ['attachment=false', { attachment: false }],
    ['attachment.filename=*.pdf', { attachment: { filename: '*.pdf' } }],
    ['attachment.type=application/pdf', { attachment: { type: 'application/pdf' } }],
    ['attachment.filename=*.pdf&attachment.type=a/b', { attachment: { filename: '*.pdf', type: 'a/b' } }],
    ['attachment.filename.startsWith=in', { attachment: { filename: { startsWith: 'in' } } }],
    ['has=attachment&attachment.filename=*.pdf', { attachment: { filename: '*.pdf' } }],
    ['size.above=10k', { size: { above: 10_240 } }],
    ['size.above=10k&size.below=2m', { size: { above: 10_240, below: 2_097_152 } }],
    ['time.after=2026-11-01', { time: { after: '2026-11-01T00:00:00.000Z' } }],
    ['time.before=2026-11-01T08:30:00+02:00', { time: { before: '2026-11-01T06:30:00.000Z' } }],
    ['listener=sub*', { listener: 'sub*' }],
    ['listener=true', { listener: true }],
    ['q=to:ann+-has:link', { to: { contains: 'ann' }, link: false }],
  ])('%s', (query, criteria) => {
    expect(read(query)).toStrictEqual(criteria)
  })
})

describe('reads the opposite', () => {
  test.each<[string, Criteria]>([
    ['not.to=ann@x.test', { to: { not: 'ann@x.test' } }],
    ['not.to=true', { to: false }],
    ['not.subject.matches=^Re', { subject: { not: { matches: '^Re' } } }],
    ['not.header.X-Run=7', { header: { 'X-Run': { not: '7' } } }],
    ['not.header.X-Run=true', { header: { 'X-Run': false } }],
    ['not.has=link', { link: false }],
    ['not.has=link,code', { link: false, code: false }],
    ['not.attachment=true', { attachment: false }],
    ['not.attachment.filename=*.exe', { not: { attachment: { filename: '*.exe' } } }],
    ['not.size.above=10k', { not: { size: { above: 10_240 } } }],
    ['not.q=to:ann+subject:x', { not: { to: { contains: 'ann' }, subject: 'x' } }],
  ])('%s', (query, criteria) => {
    expect(read(query)).toStrictEqual(criteria)
  })
})

describe('wants both of what is given twice', () => {
  test.each<[string, Criteria]>([
    ['to=a@x.test&to=b@x.test', { to: 'a@x.test', all: [{ to: 'b@x.test' }] }],
    ['subject=a&not.subject=b', { subject: 'a', all: [{ subject: { not: 'b' } }] }],
    ['header.X-Run=7&header.x-run=8', { header: { 'X-Run': '7' }, all: [{ header: { 'x-run': '8' } }] }],
    [
      'attachment.filename=a&attachment.filename=b',
      { attachment: { filename: 'a' }, all: [{ attachment: { filename: 'b' } }] },
    ],
    ['attachment=true&attachment=false', { attachment: true, all: [{ attachment: false }] }],
  ])('%s', (query, criteria) => {
    expect(read(query)).toStrictEqual(criteria)
  })
})

const KNOWN =
  'Known: limit, before, after, order, q, has, to, from, cc, bcc, rcpt, mailFrom, replyTo, subject, text, html, body, ' +
  'link, code, id, session, listener, inbox, user, helo, address, tls, header.<name>, attachment, attachment.filename, ' +
  'attachment.type, size.above, size.below, time.after, time.before, not.<criterion>.'

describe('refuses a name that does not exist, with the nearest', () => {
  test.each([
    ['sbject', 'subject'],
    ['limti', 'limit'],
    ['recipient', 'to'],
    ['sentFrom', 'from'],
    ['query', 'q'],
    ['kind', 'link'],
    ['any', 'q'],
    ['header', 'header.<name>'],
    ['headers', 'header.<name>'],
    ['size', 'size.above'],
    ['filename', 'attachment.filename'],
    ['attachment.name', 'attachment.filename'],
    ['time.befor', 'time.before'],
    ['subject.contain', 'subject.contains'],
    ['subject.not', 'not.subject'],
    ['not.subjct', 'not.subject'],
    ['not.subject.startswith', 'not.subject.startsWith'],
    ['not', 'not.<criterion>'],
    ['not.not.to', 'not.to'],
    ['constructor', 'order'],
  ])('%s', (name, meant) => {
    expect(refusal(`${name}=x`)).toBe(`There is no query parameter "${name}" here. Did you mean "${meant}"? ${KNOWN}`)
  })
})

describe('refuses', () => {
  test.each([
    ['to=', '"to" is empty. Leave it off, or say to=false where there is to be none.'],
    [
      'not.header.X-Run=',
      '"not.header.X-Run" is empty. Leave it off, or say header.X-Run=true where there is to be one.',
    ],
    ['subject.is=', '"subject.is" is empty. Leave it off, or say what is wanted.'],
    ['subject.matches=', '"subject.matches" is empty. Leave it off, or say what is wanted.'],
    ['attachment.filename=', '"attachment.filename" is empty. Leave it off, or say what is wanted.'],
    ['q=', '"q" is empty. Leave it off, or say what is wanted.'],
    ['has=', '"has" is empty. Leave it off, or say what is wanted.'],
    ['size.above=', '"size.above" is empty. Leave it off, or say what is wanted.'],
    ['has=linkk', '"has" is "linkk". Did you mean "link"? Known: attachment, link, code, html, text.'],
    [
      'attachment=a.pdf',
      '"attachment" is "a.pdf", but has to be true or false. A name goes into attachment.filename, a type into attachment.type.',
    ],
    ['size.above=10x', '"size.above" is "10x", but has to be a size in bytes, such as 10240, 10k or 1.5m.'],
    ['not.time.after=2026-02-31', '"not.time.after" is "2026-02-31", but February 2026 has the days 1 to 28.'],
    [
      'listener=587',
      '"listener" is "587", which is no listener. Did you mean "smtp"? Known: smtp, submission, submissions, import.',
    ],
    [
      'header.X-Run.match=7',
      'There is no operator "match" in "header.X-Run.match". Did you mean "header.X-Run.matches"? Known: is, contains, startsWith, matches.',
    ],
    [
      'not.header.X-Run.startswith=7',
      'There is no operator "startswith" in "not.header.X-Run.startswith". Did you mean "not.header.X-Run.startsWith"? Known: is, contains, startsWith, matches.',
    ],
    ['header.=7', '"header." needs a name, as in header.X-Run=7.'],
    [
      'header.X%20Run=7',
      '"header.X Run" names the header field "X Run", but such a name has no spaces, no colon, and only letters of ASCII.',
    ],
    ['size.above=10&size.below=5', '"size" asks for more than 10 and less than 5 bytes, which no mail has.'],
    ['q=subject:%22reset', 'The quote at position 9 is not closed.'],
    [`subject=${'x'.repeat(1001)}`, '"subject" has 1001 characters, but may have 1000.'],
  ])('%s', (query, sentence) => {
    expect(refusal(query)).toBe(sentence)
  })

  test('more than 200 conditions', () => {
    expect(refusal(Array.from({ length: 201 }, (_, n) => `subject=${n}`).join('&'))).toBe(
      'The criteria have more than 200 conditions.',
    )
  })
})
