/** Which messages criteria hold of. */
import { describe, expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import { compile } from '../../criteria/compile.ts'
import { factsOf, type Made } from './made-facts.ts'

const holds = (criteria: Criteria, made: Made) => compile(criteria).test(factsOf(made))

describe('a string alone', () => {
  test.each([
    ['reset', 'Please reset it', true],
    ['RESET', 'Please reset it', true],
    ['reset', 'Please RESET it', true],
    ['reset', 'preset', true],
    ['reset', 'rest', false],
    ['reset your', 'reset\r\n \t your', true],
    ['reset your', 'reset\u00a0your', true],
    ['  reset \n your ', 'please reset your password', true],
    ['reset your', 'resetyour', false],
    ['über Ärger', 'ÜBER ÄRGER', true],
    ['СБРОС', 'сброс пароля', true],
    ['ΟΔΟΣ', 'η οδος', true],
    ['a.c', 'abc', false],
    ['a*c', 'abc', false],
    ['[50%] (off) {now} ^$|\\ /?+', 'get [50%] (off) {now} ^$|\\ /?+ today', true],
    ['👍🏽 ok', 'so 👍🏽   OK', true],
    ['-', 'a-b', true],
  ])('of a text: %j is in %j: %s', (subject, value, expected) => {
    expect(holds({ subject }, { subject: value })).toBe(expected)
  })

  test.each([
    ['ann@x.test', 'ann@x.test', true],
    ['Ann@X.test', 'aNN@x.TEST', true],
    [' ann@x.test ', 'ann@x.test', true],
    ['ann@x.test', 'joann@x.test', false],
    ['ann@x.test', 'ann@x.test.evil', false],
    ['ann@x.test', 'ann@xatest', false],
    ['ann', 'ann@x.test', false],
    ['*@x.test', 'ann@x.test', true],
    ['*@X.test', 'ANN@x.TEST', true],
    ['*@x.test', 'ann@y.test', false],
    ['ann*', 'ann+1@x.test', true],
    ['ann*', 'joann@x.test', false],
    ['*n*x*', 'ann@x.test', true],
    ['*x*n*', 'ann@x.test', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['*', 'ann@x.test', true],
    ['**', '', true],
    ['ann+*@x.test', 'ann+42@x.test', true],
    ['müller@x.test', 'MÜLLER@x.test', true],
  ])('of an address: %j is %j: %s', (to, value, expected) => {
    expect(holds({ to }, { to: value })).toBe(expected)
  })

  test.each([
    ['7', '7', true],
    ['7', '77', false],
    ['run-*', 'RUN-7', true],
    ['one two', ' One Two ', true],
    ['one two', 'one  two', false],
  ])('of a header field: %j is %j: %s', (wanted, value, expected) => {
    expect(holds({ header: { 'X-Run': wanted } }, { header: { 'x-run': [value] } })).toBe(expected)
  })
})

describe('an operator', () => {
  test.each<[Criteria['subject'], string, boolean]>([
    [{ is: 'Reset' }, 'reset', true],
    [{ is: ' Reset' }, '\r\nreset ', true],
    [{ is: 'Reset' }, 'Reset it', false],
    [{ is: 'Reset it' }, 'Reset  it', false],
    [{ is: '*' }, 'Reset', false],
    [{ is: 'one\ntwo' }, 'one\r\ntwo\r\n', true],
    [{ contains: 'SET' }, 'Reset', true],
    [{ contains: 'set it' }, 'Reset\n it', true],
    [{ contains: 'sat' }, 'Reset', false],
    [{ startsWith: 're' }, 'Reset', true],
    [{ startsWith: 're' }, '\t Reset', true],
    [{ startsWith: 'a b' }, 'A   B c', true],
    [{ startsWith: 'set' }, 'Reset', false],
    [{ matches: '^re.et$' }, 'Reset', true],
    [{ matches: 'SE' }, 'Reset', true],
    [{ matches: 'SE', flags: '' }, 'Reset', false],
    [{ matches: 'se', flags: '' }, 'Reset', true],
    [{ matches: '\\d{6}' }, 'Code 123456', true],
    [{ matches: '\\d{6}$' }, 'Code 12345', false],
    [{ not: 'spam' }, 'Reset', true],
    [{ not: 'reset' }, 'Reset', false],
    [{ not: { not: 'reset' } }, 'Reset', true],
    [{ not: { matches: '^re' } }, 'Reset', false],
    [{ startsWith: 're', contains: 'et' }, 'Reset', true],
    [{ startsWith: 're', contains: 'xx' }, 'Reset', false],
    [{ contains: 'reset', not: 'spam' }, 'Reset', true],
    [{ contains: 'reset', not: 'spam' }, 'Reset, spam', false],
  ])('subject %j of %j: %s', (subject, value, expected) => {
    expect(holds({ subject: subject! }, { subject: value })).toBe(expected)
  })

  test('contains works on addresses, which a string alone does not', () => {
    expect(holds({ to: { contains: 'X.TEST' } }, { to: 'ann@x.test' })).toBe(true)
  })
})

describe('a field with several values', () => {
  const made = { to: ['ann@x.test', 'bob@y.test'] }

  test.each<[Criteria['to'], boolean]>([
    ['bob@y.test', true],
    ['eve@x.test', false],
    [{ not: 'eve@x.test' }, true],
    [{ not: 'bob@y.test' }, false],
    [{ startsWith: 'ann', contains: 'x.test' }, true],
    // Ann begins with one and Bob has the other: all keys are about the same value.
    [{ startsWith: 'ann', contains: 'y.test' }, false],
    // `not` is about all of them, also beside another key: a key more never lets more through.
    [{ startsWith: 'ann', not: 'bob@y.test' }, false],
    [{ startsWith: 'ann', not: 'eve@x.test' }, true],
    [{ not: { not: 'bob@y.test' } }, true],
    [{ not: { startsWith: 'ann', contains: 'y.test' } }, true],
    [{ not: { startsWith: 'ann', contains: 'x.test' } }, false],
  ])('%j: %s', (to, expected) => {
    expect(holds({ to: to! }, made)).toBe(expected)
  })
})

describe('presence', () => {
  test.each<[Criteria, Made, boolean]>([
    [{ cc: true }, { cc: 'ann@x.test' }, true],
    [{ cc: true }, {}, false],
    [{ cc: false }, {}, true],
    [{ cc: false }, { cc: 'ann@x.test' }, false],
    [{ mailFrom: false }, { mailFrom: '' }, true],
    [{ mailFrom: true }, { mailFrom: '' }, false],
    [{ tls: true }, { tls: 'TLSv1.3' }, true],
    [{ tls: false }, { tls: 'TLSv1.3' }, false],
    [{ tls: 'tlsv1.3' }, { tls: 'TLSv1.3' }, true],
    [{ header: { 'X-Run': true } }, { header: { 'x-run': ['7'] } }, true],
    [{ header: { 'X-Run': false } }, { header: { 'x-run': ['7'] } }, false],
    [{ header: { 'X-Run': false } }, { header: {} }, true],
    [{ cc: { not: 'ann@x.test' } }, {}, true],
    [{ attachment: true }, { attachments: [[null, 'image/png']] }, true],
    [{ attachment: true }, {}, false],
    [{ attachment: false }, {}, true],
  ])('%j of %j: %s', (criteria, made, expected) => {
    expect(holds(criteria, made)).toBe(expected)
  })
})

describe('an attachment', () => {
  const made: Made = {
    attachments: [
      ['Invoice.pdf', 'application/pdf'],
      ['logo.png', 'image/png'],
    ],
  }

  test.each<[Criteria['attachment'], boolean]>([
    [{ filename: 'invoice.pdf' }, true],
    [{ filename: '*.pdf', type: 'application/pdf' }, true],
    [{ type: 'image/*' }, true],
    [{ filename: 'invoice' }, false],
    [{ filename: { contains: 'voice' } }, true],
    // Name and type are those of the same attachment.
    [{ filename: '*.pdf', type: 'image/png' }, false],
    [{ filename: { not: '*.pdf' } }, true],
    [{ filename: { not: '*' } }, false],
  ])('%j: %s', (attachment, expected) => {
    expect(holds({ attachment: attachment! }, made)).toBe(expected)
  })

  test('without a name is one whose name is not this', () => {
    expect(holds({ attachment: { filename: { not: '*.pdf' } } }, { attachments: [[null, 'text/plain']] })).toBe(true)
    expect(holds({ attachment: { filename: '*' } }, { attachments: [[null, 'text/plain']] })).toBe(false)
  })
})

test.each<[Criteria, boolean]>([
  [{ size: { above: 999 } }, true],
  [{ size: { above: 1000 } }, false],
  [{ size: { below: 1001 } }, true],
  [{ size: { below: 1000 } }, false],
  [{ time: { after: '2026-11-01' } }, true],
  [{ time: { after: '2026-11-01T10:00:00Z' } }, true],
  [{ time: { after: '2026-11-01T10:00:00.001Z' } }, false],
  [{ time: { before: '2026-11-01T10:00:00Z' } }, false],
  [{ time: { before: '2026-11-01T10:00:00.001Z' } }, true],
  [{ time: { before: '2026-11-02' }, size: { above: 1 } }, true],
])('of 1000 bytes that came on 2026-11-01 at 10:00, %j: %s', (criteria, expected) => {
  expect(holds(criteria, { size: 1000, receivedAt: '2026-11-01T10:00:00Z' })).toBe(expected)
})

test('the empty criteria hold of everything', () => {
  expect(holds({}, {})).toBe(true)
})

describe('what is not known', () => {
  // `T` is met, `F` is not, `U` hangs on a body that nobody has read.
  const T: Criteria = { subject: 'yes' }
  const F: Criteria = { subject: 'no' }
  const U: Criteria = { text: 'yes' }
  const made: Made = { subject: 'yes', text: null }

  test.each<[string, Criteria, boolean | null]>([
    ['T', T, true],
    ['F', F, false],
    ['U', U, null],
    ['not T', { not: T }, false],
    ['not F', { not: F }, true],
    ['not U', { not: U }, null],
    ['T and T', { all: [T, T] }, true],
    ['T and F', { all: [T, F] }, false],
    ['T and U', { all: [T, U] }, null],
    ['F and F', { all: [F, F] }, false],
    ['F and U', { all: [F, U] }, false],
    ['U and F', { all: [U, F] }, false],
    ['U and U', { all: [U, U] }, null],
    ['T or T', { any: [T, T] }, true],
    ['T or F', { any: [T, F] }, true],
    ['T or U', { any: [T, U] }, true],
    ['U or T', { any: [U, T] }, true],
    ['F or F', { any: [F, F] }, false],
    ['F or U', { any: [F, U] }, null],
    ['U or U', { any: [U, U] }, null],
    ['not (T and U)', { not: { all: [T, U] } }, null],
    ['not (F and U)', { not: { all: [F, U] } }, true],
    ['not (T or U)', { not: { any: [T, U] } }, false],
    ['T and (F or U)', { ...T, any: [F, U] }, null],
    ['F and (T or U)', { ...F, any: [T, U] }, false],
  ])('%s', (_, criteria, expected) => {
    expect(holds(criteria, made)).toBe(expected)
  })

  test.each<[Criteria]>([
    [{ text: { not: 'x' } }],
    [{ text: true }],
    [{ text: false }],
    [{ attachment: true }],
    [{ attachment: { filename: '*' } }],
    [{ header: { 'X-Run': false } }],
    [{ size: { above: 1 } }],
    [{ time: { after: '2026-11-01' } }],
  ])('%j hangs on it', (criteria) => {
    expect(holds(criteria, { text: null, attachments: null, header: null })).toBe(null)
  })
})

test.each<[Criteria, boolean]>([
  [{ to: 'ann@x.test', header: { 'X-Run': '7' }, size: { above: 1 } }, false],
  [{ text: 'x' }, true],
  [{ html: 'x' }, true],
  [{ body: true }, true],
  [{ link: 'x' }, true],
  [{ code: '1' }, true],
  [{ attachment: false }, true],
  [{ any: [{ to: 'ann@x.test' }, { all: [{ not: { text: 'x' } }] }] }, true],
])('whether %j wants the body: %s', (criteria, expected) => {
  expect(compile(criteria).wantsBody).toBe(expected)
})

test('does not look at the body of a message that fails already', () => {
  const asked: string[] = []
  const matcher = compile({
    body: 'reset',
    attachment: true,
    all: [{ text: 'x' }, { any: [{ html: 'x' }, { link: 'x' }] }],
    not: { code: '1' },
    header: { 'X-Run': '7' },
    subject: { matches: 'x' },
    to: 'ann@x.test',
  })
  expect(matcher.test(factsOf({ to: 'bob@x.test' }, asked))).toBe(false)
  expect(asked).toEqual(['to'])
})

test('takes the cheapest of several ways to hold first', () => {
  const asked: string[] = []
  const matcher = compile({ any: [{ body: 'reset' }, { to: 'ann@x.test' }] })
  expect(matcher.test(factsOf({ to: 'ann@x.test', body: 'reset' }, asked))).toBe(true)
  expect(asked).toEqual(['to'])
})

test('keeps the criteria it was made from', () => {
  const criteria: Criteria = { to: 'ann@x.test' }
  expect(compile(criteria).criteria).toBe(criteria)
})
