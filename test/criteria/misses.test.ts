/** What is said of a message that is nearly what was wanted. */
import { describe, expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import type { FailedField } from '../../contract/wait.ts'
import { compile } from '../../criteria/compile.ts'
import { nearMisses, rank } from '../../criteria/misses.ts'
import { factsOf, type Made } from './made-facts.ts'

const failed = (criteria: Criteria, made: Made) => compile(criteria).failed(factsOf(made))
const hint = (criteria: Criteria, made: Made) => failed(criteria, made).map((field) => field.hint)

describe('a field that fails', () => {
  test.each<[Criteria, Made, string, string, string]>([
    [{ subject: 'reset' }, { subject: 'Welcome' }, 'subject', '"reset"', 'Welcome'],
    [{ to: 'ann@x.test' }, { to: ['bob@y.test', 'eve@z.test'] }, 'to', 'ann@x.test', 'bob@y.test, eve@z.test'],
    [{ to: '*@x.test' }, { to: 'bob@y.test' }, 'to', '*@x.test', 'bob@y.test'],
    [{ to: { contains: 'ann' } }, { to: 'bob@y.test' }, 'to', 'contains "ann"', 'bob@y.test'],
    [{ subject: { is: 'Hi "you"' } }, { subject: 'Welcome' }, 'subject', 'exactly "Hi \\"you\\""', 'Welcome'],
    [{ subject: { contains: 'x' } }, { subject: 'Welcome' }, 'subject', '"x"', 'Welcome'],
    [{ subject: { startsWith: 'x' } }, { subject: 'Welcome' }, 'subject', 'starts with "x"', 'Welcome'],
    [{ subject: { matches: '^x' } }, { subject: 'Welcome' }, 'subject', 'matches /^x/i', 'Welcome'],
    [{ subject: { not: 'come' } }, { subject: 'Welcome' }, 'subject', 'not "come"', 'Welcome'],
    [
      { subject: { startsWith: 'We', not: { contains: 'come', startsWith: 'w' } } },
      { subject: 'Welcome' },
      'subject',
      'starts with "We" and not ("come" and starts with "w")',
      'Welcome',
    ],
    [{ header: { 'X-Run': '7' } }, { header: { 'x-run': ['8', '9'] } }, 'header.X-Run', '7', '8, 9'],
    [{ header: { 'X-Run': '7' } }, {}, 'header.X-Run', '7', 'nothing'],
    [{ header: { 'X-Run': true } }, {}, 'header.X-Run', 'any', 'nothing'],
    [{ cc: false }, { cc: 'ann@x.test' }, 'cc', 'nothing', 'ann@x.test'],
    [{ tls: true }, {}, 'tls', 'any', 'nothing'],
    [{ mailFrom: true }, { mailFrom: '' }, 'mailFrom', 'any', 'nothing'],
    [{ size: { above: 500 } }, { size: 100 }, 'size', 'more than 500 bytes', '100 bytes'],
    [{ size: { below: 50 } }, { size: 100 }, 'size', 'less than 50 bytes', '100 bytes'],
    [
      { time: { after: '2026-11-02T00:00:00.000Z' } },
      { receivedAt: '2026-11-01T10:00:00Z' },
      'time',
      'from 2026-11-02T00:00:00.000Z on',
      '2026-11-01T10:00:00.000Z',
    ],
    [{ attachment: true }, {}, 'attachment', 'any', 'nothing'],
    [{ attachment: false }, { attachments: [[null, 'image/png']] }, 'attachment', 'nothing', 'image/png'],
    [
      { attachment: { filename: '*.pdf', type: { contains: 'pdf' } } },
      { attachments: [['a.png', 'image/png']] },
      'attachment',
      'name *.pdf, type contains "pdf"',
      'a.png (image/png)',
    ],
  ])('%j of %j', (criteria, made, field, want, got) => {
    expect(failed(criteria, made)).toEqual([expect.objectContaining({ field, want, got })])
  })

  test('shows a long text shortened and on one line', () => {
    const [field] = failed({ text: 'reset' }, { text: `Dear  Ann,\r\n\r\n${'blah '.repeat(100_000)}` })
    expect(field?.got).toBe(`Dear Ann, ${'blah '.repeat(13)}blah…`)
    expect(field?.got).toHaveLength(80)
  })

  test('shows a long wanted text shortened', () => {
    const [field] = failed({ text: 'x'.repeat(500) }, { text: 'y' })
    expect(field?.want).toBe(`"${'x'.repeat(78)}…`)
  })

  test('shows that there are more values than are shown', () => {
    const [field] = failed({ header: { A: 'x' } }, { header: { a: Array.from('abcdefghijklmnopqrstuvwyz') } })
    expect(field?.got).toBe(`${Array.from('abcdefghijklmnopqrst').join(', ')}, …`)
  })
  test('shows a value once that is there twice', () => {
    const [field] = failed({ header: { A: 'x' } }, { header: { a: ['1', '2', '1'] } })
    expect(field?.got).toBe('1, 2')
  })
})

describe('of several fields', () => {
  test('only those that fail are told, in the order of the criteria', () => {
    const criteria: Criteria = { text: 'reset', to: 'ann@x.test', subject: 'hi', all: [{ helo: 'app' }] }
    const made = { text: 'no', to: 'ann@x.test', subject: 'no', helo: 'other' }
    expect(failed(criteria, made).map(({ field }) => field)).toEqual(['text', 'subject', 'helo'])
  })

  test('what is not known has not failed', () => {
    expect(failed({ text: 'reset', subject: 'hi' }, { text: null, subject: 'no' })).toEqual([
      { field: 'subject', want: '"hi"', got: 'no', hint: null },
    ])
  })

  test('of any, the branch that fails in the fewest is told', () => {
    const criteria: Criteria = {
      any: [{ to: 'ann@x.test', subject: 'hi' }, { subject: 'hello' }, { from: 'a@b', cc: 'c@d' }],
    }
    expect(failed(criteria, { to: 'bob@y.test', subject: 'no' })).toEqual([
      { field: 'subject', want: '"hello"', got: 'no', hint: null },
    ])
  })

  test('of any that may still hold, nothing is told', () => {
    expect(failed({ any: [{ subject: 'hi' }, { text: 'hi' }] }, { subject: 'no', text: null })).toEqual([])
  })

  test('nothing is told of a message that matches', () => {
    expect(failed({ subject: 'hi', any: [{ to: 'a@b' }, { not: { to: 'c@d' } }] }, { subject: 'hi' })).toEqual([])
  })
})

describe('of not', () => {
  test.each<[Criteria, Made, FailedField]>([
    [
      { not: { subject: 'hi' } },
      { subject: 'Hi there' },
      { field: 'not subject', want: '"hi"', got: 'Hi there', hint: null },
    ],
    [
      { not: { subject: 'hi', to: 'ann@x.test' } },
      { subject: 'Hi there', to: 'ann@x.test' },
      { field: 'not (subject and to)', want: '"hi" and ann@x.test', got: 'Hi there and ann@x.test', hint: null },
    ],
    [
      { not: { any: [{ subject: 'x' }, { to: 'ann@x.test' }] } },
      { subject: 'Hi there', to: 'ann@x.test' },
      { field: 'not to', want: 'ann@x.test', got: 'ann@x.test', hint: null },
    ],
    [
      { not: { not: { subject: 'x' } } },
      { subject: 'Hi there' },
      { field: 'not subject', want: 'not "x"', got: 'Hi there', hint: null },
    ],
    [{ not: {} }, {}, { field: 'not', want: 'anything', got: 'this message', hint: null }],
  ])('%j of %j', (criteria, made, field) => {
    expect(failed(criteria, made)).toEqual([field])
  })
})

describe('the hint', () => {
  test.each<[string, Criteria, Made, string | null]>([
    ['nothing in common', { subject: 'reset' }, { subject: 'Welcome' }, null],
    ['nothing there', { to: 'ann@x.test' }, {}, null],
    ['what is not to be there', { subject: { not: 'hi' } }, { subject: 'hi' }, null],

    [
      'case',
      { subject: { matches: 'Reset', flags: '' } },
      { subject: 'reset' },
      'case matters in it: it would match with the flag i',
    ],
    ['start', { subject: { matches: '^reset' } }, { subject: 'Please reset' }, 'would match without ^'],
    ['end', { subject: { matches: 'reset$' } }, { subject: 'Reset it' }, 'would match without $'],
    ['ends', { subject: { matches: '^reset$' } }, { subject: 'Please reset it' }, 'would match without ^ and $'],
    [
      '\\A and \\z',
      { subject: { matches: '\\Areset\\z' } },
      { subject: 'Please reset it' },
      'would match without \\A and \\z',
    ],
    ['an escaped dollar', { subject: { matches: '5\\$' } }, { subject: '5' }, null],
    [
      'space in a pattern',
      { subject: { matches: 'a b' } },
      { subject: 'a\u00a0b' },
      'differs only in a no-break space',
    ],

    ['spaces', { subject: { is: 'a b' } }, { subject: 'a  b' }, 'differs only in white space'],
    ['no-break space', { subject: { is: 'a b' } }, { subject: 'a\u00a0b' }, 'differs only in a no-break space'],
    [
      'no-break space wanted',
      { header: { A: 'a\u00a0b' } },
      { header: { a: ['a b'] } },
      'differs only in a no-break space',
    ],
    [
      'quotes',
      { subject: "it's" },
      { subject: 'It’s' },
      'differs only in curly quotes, or dashes or dots that are not plain ones',
    ],
    [
      'quotes wanted',
      { subject: '“a”' },
      { subject: '"a"' },
      'differs only in curly quotes, or dashes or dots that are not plain ones',
    ],
    [
      'dashes',
      { subject: 'a - b' },
      { subject: 'a – b' },
      'differs only in curly quotes, or dashes or dots that are not plain ones',
    ],
    ['a soft hyphen', { subject: 'password' }, { subject: 'pass\u00adword' }, 'differs only in an invisible character'],

    ['plus tag', { to: 'ann+1@x.test' }, { to: 'ann+2@x.test' }, 'the plus tag differs'],
    ['no plus tag', { to: 'ann@x.test' }, { to: 'ann+2@x.test' }, 'the plus tag differs'],
    [
      'name',
      { to: 'Ann Lee' },
      { to: 'ann@x.test', names: { to: ['ann  lee'] } },
      'that is a display name; the address is ann@x.test',
    ],
    [
      'name of one of several',
      { to: 'Ann Lee' },
      { to: ['ann@x.test', 'bob@x.test'], names: { to: ['Ann Lee', 'Bob'] } },
      'that is a display name; ask for the address',
    ],
    [
      'name and address',
      { to: 'Ann <ann@x.test>' },
      { to: 'ann@x.test' },
      'the address is right: leave off the name and the <>',
    ],
    ['domain', { to: 'ann@t-one.test' }, { to: 'ann@t-second.test' }, 'same name at another domain: other inbox?'],
    ['domain of all', { to: '*@t-one.test' }, { to: 'ann@t-second.test' }, 'another domain: other inbox?'],
    ['domain misspelt', { to: 'ann@example.com' }, { to: 'ann@exampel.com' }, 'close: check the spelling'],
    [
      'part of an address',
      { to: 'x.test' },
      { to: 'ann@x.test' },
      'it contains that, and more: ask with contains, or with *',
    ],

    ['HTML only', { text: 'reset' }, { text: 'Hello', html: '<b>reset</b>' }, 'found in the HTML part only'],
    ['HTML only, no text', { text: true }, { html: '<b>reset</b>' }, 'found in the HTML part only'],
    ['seen in HTML only', { text: 'a b' }, { body: ['a b'], html: 'a <b>b</b>' }, 'found in the HTML part only'],
    ['text only', { html: 'reset' }, { text: 'reset', body: ['reset'] }, 'found in the text part only'],
    [
      'between tags',
      { html: 'a b' },
      { html: 'a <b>b</b>', body: ['a b'] },
      'found in what a reader sees of the HTML part, not in its source: ask for body',
    ],
    [
      'source',
      { body: 'color:red' },
      { html: '<b style="color:red">', body: ['x'] },
      'found in the source of the HTML part only',
    ],
    ['body', { subject: 'reset' }, { subject: 'Hello', body: 'reset' }, 'found in the body only'],
    ['body not read', { subject: 'reset' }, { subject: 'Hello', body: null }, null],
    ['subject', { body: 'reset' }, { subject: 'reset', body: 'x' }, 'found in the subject only'],
    ['target', { body: 'https://a' }, { link: 'https://a/b', body: 'x' }, 'found in a link only'],
    ['no link', { link: 'reset' }, { body: 'reset' }, 'found in the body, but not in a link'],
    ['no code', { code: '123456' }, { body: 'It is 123456.' }, 'found in the body, but not taken for a code'],
    ['envelope', { cc: 'ann@x.test' }, { bcc: 'ann@x.test', to: 'ann@x.test' }, 'found in the envelope only'],
    ['To', { cc: 'ann@x.test' }, { to: 'ann@x.test' }, 'found in To only'],
    ['Cc', { bcc: 'ann@x.test' }, { cc: 'ann@x.test', to: 'ann@x.test' }, 'found in Cc: no blind copy'],
    ['no blind copy', { bcc: 'ann@x.test' }, { to: 'ann@x.test' }, 'a header names that recipient: no blind copy'],
    [
      'header',
      { rcpt: 'ann@x.test' },
      { to: 'ann@x.test', rcpt: 'bob@y.test' },
      'found in a header only: the envelope has other recipients',
    ],
    [
      'From',
      { mailFrom: 'ann@x.test' },
      { from: ['b@y.test', 'ann@x.test'] },
      'found in a header only: the envelope has another sender',
    ],
    ['sender', { to: 'ann@x.test' }, { from: 'ann@x.test', to: 'bob@y.test' }, 'that is the sender'],
    ['recipient', { from: 'ann@x.test' }, { to: 'ann@x.test', from: 'bob@y.test' }, 'that is a recipient'],
    ['Reply-To', { from: 'ann@x.test' }, { replyTo: 'ann@x.test' }, 'found in Reply-To only'],

    ['typo', { subject: 'receipt' }, { subject: 'Your reciept' }, 'close: check the spelling'],
    ['typo in an address', { to: 'anne@x.test' }, { to: 'ann@x.test' }, 'close: check the spelling'],
    [
      'typo at the start',
      { subject: { startsWith: 'recept' } },
      { subject: 'Receipt for you' },
      'close: check the spelling',
    ],
    ['short words', { subject: 'cat' }, { subject: 'car' }, null],
    ['more', { subject: { is: 'Reset' } }, { subject: 'Reset it' }, 'it contains that, and more'],
    [
      'later',
      { subject: { startsWith: 'it' } },
      { subject: 'Reset it' },
      'it contains that, but does not begin with it',
    ],

    [
      'header contains',
      { header: { A: 'seven' } },
      { header: { a: ['run seven'] } },
      'it contains that, and more: ask with contains, or with *',
    ],
    ['other header', { header: { A: '7' } }, { header: { a: ['8'] } }, 'the header is there with another value'],
    ['no header', { header: { A: '7' } }, {}, null],
    ['header that is not to be', { header: { A: { not: '7' } } }, { header: { a: ['7'] } }, null],

    [
      'name of an attachment',
      { attachment: { filename: 'a.pdf', type: 'application/pdf' } },
      { attachments: [['a.pdf', 'application/octet-stream']] },
      'that name is there, but its type is application/octet-stream',
    ],
    [
      'type of an attachment',
      { attachment: { filename: 'invoice.pdf', type: 'application/pdf' } },
      { attachments: [['terms.pdf', 'application/pdf']] },
      'that type is there, but its name is terms.pdf',
    ],
    [
      'name misspelt',
      { attachment: { filename: 'invoice.pdf' } },
      { attachments: [['invioce.pdf', 'x/y']] },
      'close: check the spelling',
    ],
    [
      'part of a name',
      { attachment: { filename: 'invoice' } },
      { attachments: [['invoice.pdf', 'x/y']] },
      'it contains that, and more: ask with contains, or with *',
    ],
  ])('%s', (_, criteria, made, expected) => {
    expect(hint(criteria, made)).toEqual([expected])
  })

  test('is about the operator that fails, not about one that some value meets', () => {
    const subject = { contains: 'Your', startsWith: 'reciept' }
    expect(hint({ subject }, { subject: 'Your reciept' })).toEqual(['it contains that, but does not begin with it'])
  })

  test('survives a pattern that cannot do without its anchor', () => {
    expect(hint({ subject: { matches: '^*x' } }, { subject: 'reset' })).toEqual([null])
  })
})

const miss = (id: string, ...failures: [want: string, got: string][]) => ({
  id,
  failed: failures.map(([want, got]) => ({ field: 'subject', want, got, hint: null })),
})
const ids = (misses: { id: string }[]) => misses.map(({ id }) => id)

describe('rank', () => {
  test('puts the fewest failures first', () => {
    const misses = [miss('two', ['"a"', 'a'], ['"b"', 'b']), miss('one', ['"reset"', 'nothing at all in common'])]
    expect(ids(rank(misses, 5))).toEqual(['one', 'two'])
  })

  test('puts the fewest edits first among equals, and keeps the order of what is equal in that too', () => {
    const misses = [
      miss('far', ['"receipt"', 'Welcome']),
      miss('near', ['"receipt"', 'A long subject about your reciept of today']),
      miss('none', ['"receipt"', 'nothing']),
      miss('near too', ['"receipt"', 'reciept']),
    ]
    expect(ids(rank(misses, 5))).toEqual(['near', 'near too', 'far', 'none'])
  })

  test('measures an address as a whole', () => {
    const misses = [miss('longer', ['ann@x.test', 'joann@x.test']), miss('slip', ['ann@x.test', 'anm@x.test'])]
    expect(ids(rank(misses, 5))).toEqual(['slip', 'longer'])
  })

  test('gives no more than was asked for', () => {
    expect(ids(rank([miss('a', ['"x"', 'y']), miss('b', ['"x"', 'y'])], 1))).toEqual(['a'])
  })

  test('is quick about ten thousand', () => {
    const misses = Array.from({ length: 10_000 }, (_, at) => miss(`${at}`, ['"x"'.repeat(100), 'y'.repeat(80)]))
    expect(ids(rank(misses, 2))).toEqual(['0', '1'])
  })
})

describe('near misses', () => {
  const messages: Made[] = [
    { subject: 'Welcome', to: 'bob@y.test' },
    { subject: 'Welcome', to: 'ann@x.test' },
    { subject: 'Your receipt', to: 'ann@x.test' },
    { subject: 'Your reciept', to: 'ann@x.test' },
    { subject: null, to: 'ann@x.test' },
  ]

  test('are those that fail, the nearest first', () => {
    const matcher = compile({ subject: 'receipt', to: 'ann@x.test' })
    expect(nearMisses(matcher, messages, (made) => factsOf(made), 2)).toEqual([
      {
        of: messages[3],
        failed: [{ field: 'subject', want: '"receipt"', got: 'Your reciept', hint: 'close: check the spelling' }],
      },
      { of: messages[1], failed: [{ field: 'subject', want: '"receipt"', got: 'Welcome', hint: null }] },
    ])
  })

  test.each<[Criteria]>([
    [{ subject: 'receipt', to: 'ann@x.test' }],
    [{ any: [{ subject: 'x', to: 'ann@x.test' }, { subject: 'y' }, { subject: 'z', to: 'q' }] }],
    [{ not: { to: 'ann@x.test', subject: { not: 'x' } } }],
    [{ not: {} }],
    [{}],
  ])('of %j are counted as they are told', (criteria) => {
    const matcher = compile(criteria)
    const facts = messages.map((made) => factsOf(made))
    expect(facts.map((one) => matcher.failures(one))).toEqual(facts.map((one) => matcher.failed(one).length))
  })
})
