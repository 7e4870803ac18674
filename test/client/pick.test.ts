/** Which link and which code of a mail is meant, and what is said when that cannot be told. */
import { describe, expect, test } from 'vitest'
import { pickCode, pickLink } from '../../client/pick.ts'
import { readable } from '../../client/readable.ts'

const link = (href: string, text = href, part = '1.2') => ({ href, text, part })
const reset = link('https://app.test/reset?token=abc', 'Reset password')
const imprint = link('https://app.test/imprint', 'Imprint')
const unsubscribe = link('https://app.test/unsubscribe/7', 'List-Unsubscribe', 'header')
const mailto = link('mailto:help@app.test', 'Write to us')

describe('a link', () => {
  test.each<[string, Parameters<typeof pickLink>, string]>([
    ['the only page of the body', [[reset, unsubscribe, mailto], null], reset.href],
    ['by a part of its text, whatever the case', [[reset, imprint], 'reset PASS'], reset.href],
    [
      'by its text, white space folded',
      [[link('https://app.test/a', 'Reset\n  password'), imprint], 'reset password'],
      'https://app.test/a',
    ],
    ['by a part of its target', [[reset, imprint], 'token='], reset.href],
    ['by a pattern', [[reset, imprint], /^https:.*imprint$/], imprint.href],
    ['by a pattern with g, which remembers where it was', [[reset, reset], /Reset/g], reset.href],
    [
      'by its text only',
      [[link('https://app.test/help', 'Contact'), link('https://app.test/contact', 'Help')], 'Help', 'text'],
      'https://app.test/contact',
    ],
    [
      'by its target only',
      [[link('https://app.test/help', 'Contact'), link('https://app.test/contact', 'help')], 'help', 'href'],
      'https://app.test/help',
    ],
    ['of the header, where no page of the body fits', [[reset, unsubscribe], 'unsubscribe'], unsubscribe.href],
    [
      'of the body rather than of the header',
      [[link('https://app.test/u?all', 'Unsubscribe'), unsubscribe], /unsubscribe/i],
      'https://app.test/u?all',
    ],
    ['that is none to a page', [[reset, mailto], 'write'], mailto.href],
  ])('%s', (_, call, href) => {
    const picked = pickLink(...call)
    expect(picked.kind === 'one' && picked.value.href).toBe(href)
  })

  test('that stands in the text and the HTML is one, with the text that a reader sees', () => {
    expect(pickLink([link(reset.href, reset.href, '1.1'), reset], null)).toEqual({ kind: 'one', value: reset })
  })

  test.each<[string, Parameters<typeof pickLink>, string]>([
    ['no link', [[], null], 'The message has no link to a page. It has no links at all.'],
    [
      'no page',
      [[mailto], null],
      'The message has no link to a page. Its links:\n  mailto:help@app.test  "Write to us"',
    ],
    [
      'none that fits',
      [[reset, unsubscribe], 'verify'],
      'The message has no link that fits "verify". Its links:\n  https://app.test/reset?token=abc  "Reset password"\n' +
        '  https://app.test/unsubscribe/7  "List-Unsubscribe"',
    ],
    [
      'several',
      [[reset, imprint, unsubscribe], null],
      'The message has 2 links, so none was chosen. Say which with a part of its target or its text, such as "Reset password":\n' +
        '  https://app.test/reset?token=abc  "Reset password"\n  https://app.test/imprint  "Imprint"',
    ],
    [
      'several with the same text',
      [[link('https://app.test/yes?t=1', 'Click here'), link('https://app.test/no?t=1', 'Click here')], /app/],
      'The message has 2 links that fit /app/, so none was chosen. Say which with a part of its target or its text, such as "yes":\n' +
        '  https://app.test/yes?t=1  "Click here"\n  https://app.test/no?t=1  "Click here"',
    ],
  ])('%s: what is said', (_, call, message) => {
    expect(pickLink(...call)).toEqual({ kind: 'none', message })
  })

  test('a newsletter lists twenty of its links', () => {
    const picked = pickLink(
      Array.from({ length: 30 }, (_, n) => link(`https://app.test/${n}`, `Item ${n}`)),
      null,
    )
    expect(picked.kind === 'none' && picked.message.split('\n').slice(-2)).toEqual([
      '  https://app.test/19  "Item 19"',
      '  … and 10 more',
    ])
  })
})

describe('a code', () => {
  const announced = { value: '482913', why: 'after "code"' }
  const other = { value: 'K7QX-9M2P', why: 'after "voucher code"' }

  test.each<[string, Parameters<typeof pickCode>, string]>([
    ['the only one', [{ codes: [announced], text: '' }], '482913'],
    ['the same twice', [{ codes: [announced, announced], text: '' }], '482913'],
    ['by its digits', [{ codes: [announced, other], text: '' }, { digits: 6 }], '482913'],
    ['by a pattern', [{ codes: [announced, other], text: '' }, { pattern: /^[A-Z]/ }], 'K7QX-9M2P'],
    ['by a pattern, of the text', [{ codes: [], text: 'Ref (AB-77).' }, { pattern: /^[A-Z]{2}-\d\d$/ }], 'AB-77'],
    ['by the group of a pattern', [{ codes: [], text: 'Your seat is 14C now' }, { pattern: /seat is (\w+)/g }], '14C'],
  ])('%s', (_, call, value) => {
    expect(pickCode(...call)).toEqual({ kind: 'one', value })
  })

  test.each<[string, Parameters<typeof pickCode>, string]>([
    ['none', [{ codes: [], text: '' }], 'The message has no code.'],
    [
      'none of so many digits',
      [{ codes: [announced], text: '' }, { digits: 4 }],
      'The message has no code of 4 digits. What looks like one:\n  482913  (after "code")',
    ],
    [
      'several',
      [{ codes: [announced, other], text: '' }],
      'The message has 2 codes, so none was chosen. Say which by its digits or a pattern:\n' +
        '  482913  (after "code")\n  K7QX-9M2P  (after "voucher code")',
    ],
    [
      'several in the text',
      [{ codes: [], text: 'A-1 and A-2' }, { pattern: /A-\d/ }],
      'The message has 2 codes that fit /A-\\d/, so none was chosen. Say which by its digits or a pattern:\n' +
        '  A-1  (fits /A-\\d/)\n  A-2  (fits /A-\\d/)',
    ],
  ])('%s: what is said', (_, call, message) => {
    expect(pickCode(...call)).toEqual({ kind: 'none', message })
  })
})

test.each([
  ['<p>Code: <b>48</b><b>21</b></p><p>Bye</p>', ' Code: 4821  Bye '],
  ['<style>.a { color: #123456 }</style>x&nbsp;&amp;&#x31;&#50;&nope;', ' x &12&nope;'],
  ['<!-- 999999 --><script>if (a < b) 1</script>y', '  y'],
])('of %j a reader sees %j', (html, text) => {
  expect(readable(html)).toBe(text)
})
