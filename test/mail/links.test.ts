import { expect, test } from 'vitest'
import { readPage } from '../../server/mail/html.ts'
import { distinct, headerLinks, pageLinks, primaryLink, textLinks } from '../../server/mail/links.ts'

const inText = (text: string) => textLinks(text, '1', 100).map(({ href }) => href)
const inPage = (html: string) => pageLinks(readPage(html, 100).anchors, '1').map(({ href, text }) => [href, text])
const links = (...hrefs: (string | [href: string, text: string])[]) =>
  hrefs.map((one) =>
    typeof one === 'string' ? { href: one, text: one, part: '1' } : { href: one[0], text: one[1], part: '1' },
  )

test.each([
  ['Go to https://example.com/a?b=c#d.', ['https://example.com/a?b=c#d']],
  ['(https://example.com/a)', ['https://example.com/a']],
  ['https://example.com/a_(b)', ['https://example.com/a_(b)']],
  ['<https://example.com/a>, <HTTP://EXAMPLE.com>', ['https://example.com/a', 'HTTP://EXAMPLE.com']],
  ['"https://example.com/a"!', ['https://example.com/a']],
  ['https://example.com/token_', ['https://example.com/token_']],
  ['请访问https://example.com/a。谢谢', ['https://example.com/a']],
  ['ftp://example.com javascript:alert(1) example.com https://', []],
])('finds the links in %j', (text, hrefs) => {
  expect(inText(text)).toEqual(hrefs)
})

test.each([
  ['<a href="https://example.com/?a=1&amp;b=2">Go <b>there</b></a>', [['https://example.com/?a=1&b=2', 'Go there']]],
  ['<A HREF=https://example.com>\n Go\n  there </A>', [['https://example.com', 'Go there']]],
  ["<a class=x href='mailto:a@example.com'>mail</a>", [['mailto:a@example.com', 'mail']]],
  ['<a href="https://example.com"><img src=x alt="Logo"></a>', [['https://example.com', 'Logo']]],
  ['<a href=" https://exam\nple.com ">x</a>', [['https://example.com', 'x']]],
  [
    '<a href="https://a.example">one<a href="https://b.example">two',
    [
      ['https://a.example', 'one'],
      ['https://b.example', 'two'],
    ],
  ],
  ['<a href="&#106;avascript:alert(1)">x</a><a name=top>y</a><a href="#z">z</a><a href="">e</a>', []],
  ['<!-- <a href="https://example.com">x</a> --><style><a href="https://example.com"></style>', []],
])('finds the links of the page %j', (html, expected) => {
  expect(inPage(html)).toEqual(expected)
})

test('finds the links of List- fields', () => {
  const headers = [
    { name: 'List-Unsubscribe', value: '<https://example.com/u>, <mailto:u@example.com?subject=x>', raw: '' },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click', raw: '' },
  ]
  expect(headerLinks(headers)).toEqual([
    { href: 'https://example.com/u', text: 'List-Unsubscribe', part: 'header' },
    { href: 'mailto:u@example.com?subject=x', text: 'List-Unsubscribe', part: 'header' },
  ])
})

test('lists a link with the same text once', () => {
  expect(distinct(links('https://a.example', ['https://a.example', 'Go'], 'https://a.example'), 9)).toHaveLength(2)
})

test.each([
  [['https://example.com/', 'https://example.com/verify/123'], 'https://example.com/verify/123'],
  [
    [
      ['https://example.com/x', 'Home'],
      ['https://example.com/y', 'Reset your password'],
    ],
    'https://example.com/y',
  ],
  [
    ['https://example.com/confirm?token=a', ['https://example.com/confirm?token=a', 'Confirm']],
    'https://example.com/confirm?token=a',
  ],
  [['https://example.com/a?token=x', 'https://example.com/unsubscribe?token=x'], 'https://example.com/a?token=x'],
  [[['https://example.com/z', 'Passwort zurücksetzen']], 'https://example.com/z'],
  [['https://example.com/', 'https://example.com/news'], null],
  [['https://verify.example/'], null],
  [['https://example.com/preset'], null],
  [['mailto:verify@example.com'], null],
  [[], null],
] as [(string | [string, string])[], string | null][])('of %j the mail is about %j', (hrefs, expected) => {
  expect(primaryLink(links(...hrefs))).toBe(expected)
})

test('shows of a page what a reader sees', () => {
  const html =
    '<html><head><title>T</title><style>p{color:#123456}</style></head><body><script>var x = 1</script>' +
    '<p>One&nbsp;&amp; <b>two</b></p><!-- no --><div>three<br>four</div><table><tr><td>5</td><td>6</td></tr></table>'
  const seen = readPage(html, 0).text
  expect(
    seen
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ).toEqual(['One\u00a0& two', 'three', 'four', '5 6'])
})
