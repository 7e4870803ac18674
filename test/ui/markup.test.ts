import { expect, test } from 'vitest'
import { prettyHtml } from '../../ui/state/source/html-pretty.ts'
import { htmlTokens } from '../../ui/state/source/html-tokens.ts'
import { rawParts } from '../../ui/state/source/raw-parts.ts'

const shown = (source: string) => htmlTokens(source).map(({ kind, from, to }) => `${kind} ${source.slice(from, to)}`)

test('takes HTML apart', () => {
  expect(shown('<a href="x>y" b>hi</a><!-- c -->')).toEqual([
    'tag <a',
    'text  ',
    'name href',
    'tag =',
    'value "x>y"',
    'text  ',
    'name b',
    'tag >',
    'text hi',
    'tag </a',
    'tag >',
    'comment <!-- c -->',
  ])
  expect(shown('<style>a > b {}</style>')).toEqual(['tag <style', 'tag >', 'verbatim a > b {}', 'tag </style', 'tag >'])
})

test.each([
  '<',
  '<<<a',
  'a < b && c > d',
  '<a href="never closed',
  '<!-- never closed',
  '<!doctype html><?xml ?>',
  "<a b='1' c = 2 / >",
  '<script>never closed',
  '</>',
  '<o:p></o:p><![if mso]>x<![endif]>',
])('no character of %s is lost, however broken', (source) => {
  const tokens = htmlTokens(source)
  expect(tokens.map(({ from, to }) => source.slice(from, to)).join('')).toBe(source)
  expect(() => prettyHtml(source)).not.toThrow()
})

test('lays HTML out by its blocks, and leaves words together', () => {
  expect(
    prettyHtml('<table><tr><td>One <b>two</b></td><td><p>Three<br>four</p></td></tr></table>').split('\n'),
  ).toEqual([
    '<table>',
    '  <tr>',
    '    <td>One <b>two</b></td>',
    '    <td>',
    '      <p>',
    '        Three<br>',
    '        four',
    '      </p>',
    '    </td>',
    '  </tr>',
    '</table>',
  ])
})

test('a megabyte of nested tags takes no time', () => {
  const source = '<div><table><tr><td>'.repeat(20_000)
  expect(prettyHtml(source).split('\n')).toHaveLength(80_000)
})

test.each(['<a ', '<a b="', '<div>', '</p>'])('half a megabyte of %s is laid out in no time', (one) => {
  const started = performance.now()
  prettyHtml('<div>'.repeat(20_000) + one.repeat(500_000 / one.length))
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('an end tag that ends nothing stands where it was sent', () => {
  expect(prettyHtml('<p>a</p>b</div>c</div>')).toBe('<p>a</p>\nb\n</div>\nc\n</div>')
})

test('a line of spaces is taken for no delimiter, and takes no time', () => {
  const started = performance.now()
  const header = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n'
  expect(rawParts(`${header}${`--${' '.repeat(5000)}x\r\n`.repeat(800)}--b  \r\n\r\n`)).toHaveLength(2)
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('finds the parts of a mail where its delimiters stand, nested ones too', () => {
  const raw = [
    'Subject: x',
    'Content-Type: multipart/mixed;',
    '\tboundary="out er"',
    '',
    'preamble',
    '--out er',
    'Content-Type: multipart/alternative; boundary=in',
    '',
    '--in',
    '',
    'plain, with --in between and',
    '--other',
    '--in  ',
    'Content-type: TEXT/HTML',
    '',
    '<p>',
    '--in--',
    '--in',
    '--out er',
    'Content-Type: application/pdf',
    '',
    '--out er--',
    '--out er',
  ]
  const text = raw.join('\r\n')
  const parts = rawParts(text)
  expect(parts.map(({ part, contentType }) => `${part} ${contentType}`)).toEqual([
    '1 multipart/mixed',
    '1.1 multipart/alternative',
    '1.1.1 text/plain',
    '1.1.2 text/html',
    '1.2 application/pdf',
  ])
  expect(text.slice(parts[4]?.place).startsWith('--out er\r\nContent-Type: application/pdf')).toBe(true)
})
