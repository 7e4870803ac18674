import { expect, test } from 'vitest'
import { parseQuery } from '../../criteria/q.ts'
import { snippetOf, type SnippetId } from '../../ui/state/snippets/as-code.ts'
import { literal, pythonLiteral } from '../../ui/state/snippets/literal.ts'
import { templates } from './snippet-templates.ts'

function code(q: string, id: SnippetId): string {
  return snippetOf(templates, id, q, parseQuery(q), 'http://127.0.0.1:8025/mail/')
}

test('a search is quoted for a shell', () => {
  expect(code(`subject:"it's me"`, 'list')).toBe(
    `curl -sS --get http://127.0.0.1:8025/mail/api/messages \\\n  --data-urlencode 'q=subject:"it'\\''s me"'`,
  )
  expect(code('to:ann', 'wait')).toContain(`/mail/api/wait \\\n  --data timeout=10s \\\n  --data-urlencode q=to:ann`)
})

test('JSON is what the search means', () => {
  expect(JSON.parse(code('to:ann@example.com has:attachment', 'json'))).toEqual({
    to: 'ann@example.com',
    attachment: true,
  })
})

test('a test waits for such a mail', () => {
  expect(code('to:ann@example.com subject:reset', 'vitest')).toContain(
    `const mail = await sink.waitFor({ to: 'ann@example.com', subject: 'reset' })`,
  )
  expect(code('has:attachment', 'python')).toContain('wait_for_mail({"attachment": True})')
  expect(code('subject:"a \\"b\\""', 'java')).toContain(
    String.raw`"{\"criteria\":{\"subject\":\"a \\\"b\\\"\"},\"timeout\":\"10s\"}"`,
  )
})

test.each([
  [{ subject: { matches: '^re: ?\\d' } }, String.raw`{ subject: /^re: ?\d/i }`],
  [{ subject: { matches: 'a/b', flags: '' } }, String.raw`{ subject: /a\/b/ }`],
  [{ subject: { matches: '\\pL' } }, String.raw`{ subject: { matches: '\\pL' } }`],
  [{ header: { 'X-Run': '7' }, to: { contains: "o'x" } }, `{ header: { 'X-Run': '7' }, to: { contains: "o'x" } }`],
  [{ size: { above: 10_240 }, tls: true }, '{ size: { above: 10240 }, tls: true }'],
])('%j as a literal', (criteria, expected) => {
  expect(literal(criteria)).toBe(expected)
})

test('what is long is written over several lines', () => {
  const criteria = { any: [{ subject: 'a'.repeat(40) }, { subject: 'b'.repeat(40) }] }
  expect(literal(criteria, '  ')).toBe(
    `{\n    any: [\n      { subject: '${'a'.repeat(40)}' },\n      { subject: '${'b'.repeat(40)}' },\n    ],\n  }`,
  )
  expect(pythonLiteral({ tls: false })).toBe('{"tls": False}')
})
