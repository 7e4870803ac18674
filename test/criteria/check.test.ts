import { describe, expect, test } from 'vitest'
import { readCriteria } from '../../criteria/check.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { seeded } from '../support/smtp-random.ts'
import { randomTree } from './trees.ts'

/** The sentence with which criteria are refused. */
function refusal(value: unknown): string {
  try {
    readCriteria(value)
  } catch (error) {
    if (error instanceof CriteriaError) return error.message
    throw error
  }
  return 'not refused'
}

const KNOWN =
  'Known: to, from, cc, bcc, rcpt, mailFrom, replyTo, subject, text, html, body, link, code, id, session, listener, ' +
  'inbox, user, helo, address, tls, header, attachment, size, time, any, all, not.'

describe('names', () => {
  test.each([
    [{ subjct: 'x' }, `Unknown criterion "subjct". Did you mean "subject"? ${KNOWN}`],
    [{ Subject: 'x' }, `Unknown criterion "Subject". Did you mean "subject"? ${KNOWN}`],
    [
      { any: [{ to: 'a@x.test' }, { form: 'x' }] },
      `Unknown criterion "form" in "any[1]". Did you mean "from"? ${KNOWN}`,
    ],
    [{ sentTo: 'a@x.test' }, `Unknown criterion "sentTo". Did you mean "to"? ${KNOWN}`],
    [{ recipients: 'a@x.test' }, `Unknown criterion "recipients". Did you mean "to"? ${KNOWN}`],
    [{ sender: 'a@x.test' }, `Unknown criterion "sender". Did you mean "from"? ${KNOWN}`],
    [{ ip: '127.0.0.1' }, `Unknown criterion "ip". Did you mean "address"? ${KNOWN}`],
    [{ or: [{}] }, `Unknown criterion "or". Did you mean "any"? ${KNOWN}`],
    [{ before: '2026-11-01' }, `Unknown criterion "before". Did you mean "time"? ${KNOWN}`],
    [
      { query: 'to:ann' },
      `"query" is for URLs and search boxes. In JSON write its parts as criteria: ${KNOWN.slice(7)}`,
    ],
    [
      { not: { subject: { contain: 'x' } } },
      'Unknown operator "contain" in "not.subject". Did you mean "contains"? Known: is, contains, startsWith, matches, flags, not.',
    ],
    [
      { header: { 'X-Run': { regex: '7' } } },
      'Unknown operator "regex" in "header.X-Run". Did you mean "matches"? Known: is, contains, startsWith, matches, flags, not.',
    ],
    [
      { attachment: { name: 'x' } },
      'Unknown key "name" in "attachment". Did you mean "filename"? Known: filename, type.',
    ],
    [{ size: { over: 1 } }, 'Unknown key "over" in "size". Did you mean "above"? Known: above, below.'],
    [
      { listener: 'smpt' },
      '"listener" is "smpt", which is no listener. Did you mean "smtp"? Known: smtp, submission, submissions, import.',
    ],
    [
      { listener: { not: { is: '587' } } },
      '"listener.not.is" is "587", which is no listener. Did you mean "smtp"? Known: smtp, submission, submissions, import.',
    ],
    [
      { header: { 'X-Run:': '7' } },
      '"header" names the header field "X-Run:", but such a name has no spaces, no colon, and only letters of ASCII.',
    ],
  ])('%j', (value, sentence) => {
    expect(refusal(value)).toBe(sentence)
  })
})

describe('values', () => {
  const WANTED = 'a string, true, false, or an object with is, contains, startsWith, matches, flags or not.'
  test.each([
    [null, 'The whole of the criteria is null, but has to be an object such as { "to": "ann@example.com" }.'],
    [
      'to:ann',
      'The whole of the criteria is the string "to:ann", but has to be an object such as { "to": "ann@example.com" }.',
    ],
    [[], 'The whole of the criteria is a list, but has to be an object such as { "to": "ann@example.com" }.'],
    [{ any: [{}, { subject: 7 }] }, `"any[1].subject" is 7, but has to be ${WANTED}`],
    [{ subject: /reset/ }, `"subject" is a RegExp, but has to be ${WANTED}`],
    [{ to: ['a@x.test'] }, `"to" is a list, but has to be ${WANTED} For one of several, use "any".`],
    [{ to: undefined }, '"to" is undefined. Leave it off, or say what is wanted.'],
    [
      { subject: { not: true } },
      '"subject.not" is true, but has to be a string, or an object with is, contains, startsWith, matches, flags or not.',
    ],
    [{ subject: { is: null } }, '"subject.is" is null, but has to be a string.'],
    [{ subject: '' }, '"subject" is empty. Leave it off, or say what is wanted.'],
    [{ subject: ' \n' }, '"subject" is empty. Leave it off, or say what is wanted.'],
    [{ subject: {} }, '"subject" is empty. Leave it off, or say what is wanted.'],
    [{ subject: { matches: '' } }, '"subject.matches" is empty. Leave it off, or say what is wanted.'],
    [{ subject: { flags: 'i' } }, '"subject" has flags without "matches", which they belong to.'],
    [{ subject: { matches: 'x', flags: 'gi' } }, '"subject.flags" is "gi", but may hold i, m and s, each once.'],
    [{ subject: { matches: 'x', flags: 'ii' } }, '"subject.flags" is "ii", but may hold i, m and s, each once.'],
    [{ header: {} }, '"header" is empty. Leave it off, or say what is wanted.'],
    [{ header: 'X-Run' }, '"header" is the string "X-Run", but has to be an object such as { "X-Run": "7" }.'],
    [
      { attachment: 'a.pdf' },
      '"attachment" is the string "a.pdf", but has to be true, false, or an object with filename or type.',
    ],
    [{ any: [] }, '"any" is an empty list. Leave it off, or put criteria into it.'],
    [{ all: {} }, '"all" is an object, but has to be a list of criteria.'],
    [{ size: { above: -1 } }, '"size.above" is -1, but has to be a size in bytes, such as 10240, 10k or 1.5m.'],
    [{ size: { above: '10x' } }, '"size.above" is "10x", but has to be a size in bytes, such as 10240, 10k or 1.5m.'],
    [{ size: { above: true } }, '"size.above" is true, but has to be a size in bytes, such as 10240.'],
    [{ size: { above: 10, below: 11 } }, '"size" asks for more than 10 and less than 11 bytes, which no mail has.'],
    [{ size: { below: 0 } }, '"size" asks for less than 0 bytes, which no mail has.'],
    [{ time: { before: '2026-02-31' } }, '"time.before" is "2026-02-31", but February 2026 has the days 1 to 28.'],
    [{ time: { before: new Date(0) } }, '"time.before" is a Date, but has to be a date such as "2026-11-01".'],
    [
      { time: { after: '2026-11-02', before: '2026-11-01' } },
      '"time" asks for mail from 2026-11-02T00:00:00.000Z on and before 2026-11-01T00:00:00.000Z, which is no time at all.',
    ],
  ])('%j', (value, sentence) => {
    expect(refusal(value)).toBe(sentence)
  })
})

describe('what is written in other ways than it is kept', () => {
  test.each([
    [{ size: { above: '10k' } }, { size: { above: 10_240 } }],
    [{ time: { after: '2026-11-01' } }, { time: { after: '2026-11-01T00:00:00.000Z' } }],
    [{ time: { before: '2026-11-01T08:30+02:00' } }, { time: { before: '2026-11-01T06:30:00.000Z' } }],
  ])('%j is %j', (value, criteria) => {
    expect(readCriteria(value)).toEqual(criteria)
  })
})

test.each([
  { listener: 'SMTP' },
  { listener: 'sub*' },
  { listener: { contains: 'sub' } },
  { listener: { not: 'import' } },
])('the listener %j can be asked for', (criteria) => {
  expect(readCriteria(criteria)).toEqual(criteria)
})

describe('limits', () => {
  const nested = (levels: number): unknown => (levels === 0 ? {} : { not: nested(levels - 1) })
  test('20 levels are read, and no more', () => {
    expect(refusal(nested(20))).toBe('not refused')
    expect(refusal(nested(21))).toBe('The criteria are nested deeper than 20 levels.')
    expect(refusal(nested(5000))).toBe('The criteria are nested deeper than 20 levels.')
  })

  test('what contains itself is too deep', () => {
    const criteria: { not?: unknown } = {}
    criteria.not = criteria
    expect(refusal(criteria)).toBe('The criteria are nested deeper than 20 levels.')
  })

  test.each([[{ to: 'a@x.test' }], [{}], [{ size: { above: 1 } }], [{ attachment: true }]])(
    '200 times %j is read, and no more',
    (condition) => {
      expect(refusal({ any: Array.from({ length: 200 }, () => condition) })).toBe('not refused')
      expect(refusal({ any: Array.from({ length: 201 }, () => condition) })).toBe(
        'The criteria have more than 200 conditions.',
      )
    },
  )

  test('1,000 characters are read, and no more', () => {
    expect(refusal({ subject: 'x'.repeat(1000) })).toBe('not refused')
    expect(refusal({ subject: 'x'.repeat(1001) })).toBe('"subject" has 1001 characters, but may have 1000.')
    expect(refusal({ subject: { matches: 'x'.repeat(1001) } })).toBe(
      '"subject.matches" has 1001 characters, but may have 1000.',
    )
  })

  test('a name from outside is shown shortened, with its control characters escaped', () => {
    expect(refusal({ [`\u001B[2J${'x'.repeat(5000)}`]: 'x' })).toBe(
      `Unknown criterion "\\u001b[2J${'x'.repeat(96)}…". Did you mean "subject"? ${KNOWN}`,
    )
  })
})

describe('keys of the prototype', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no criterion', (key) => {
    expect(refusal(JSON.parse(`{ "${key}": "x" }`))).toMatch(`Unknown criterion "${key}".`)
    expect(refusal(JSON.parse(`{ "subject": { "${key}": "x" } }`))).toMatch(`Unknown operator "${key}" in "subject".`)
  })

  test('__proto__ is a header field like any other', () => {
    const { header = {} } = readCriteria(JSON.parse('{ "header": { "__proto__": "x" } }'))
    expect(Object.entries(header)).toEqual([['__proto__', 'x']])
    expect(Object.getPrototypeOf(header)).toBe(Object.prototype)
  })
})

test('the tree is a copy', () => {
  const value = { any: [{ subject: { is: 'x' } }] }
  const read = readCriteria(value)
  expect(read).toEqual(value)
  expect(read.any?.[0]?.subject).not.toBe(value.any[0]?.subject)
})

test('2,000 random trees come back from JSON as they were', () => {
  const random = seeded(7)
  for (let round = 0; round < 2000; round++) {
    const tree = randomTree(random)
    expect(readCriteria(JSON.parse(JSON.stringify(tree)))).toStrictEqual(tree)
  }
})
