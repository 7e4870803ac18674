import { expect, test } from 'vitest'
import { SNIPPETS } from '../../ui/state/snippets/as-code.ts'
import { RUNNERS } from '../../ui/state/snippets/assertion.ts'
import { TONGUES } from '../../ui/setup/snippets.ts'
import { filled, templatesOf } from '../../ui/state/snippets/template.ts'
import { templates } from './snippet-templates.ts'

const one = (template: string, values: Parameters<typeof filled>[2]) =>
  filled(templatesOf(`Read me.\n\n=== a, b\n${template}\n\n=== c\nc\n`), 'b', values)

test('what stands for a placeholder is quoted as its sign says', () => {
  const text = `it's "{{a}}"`
  expect(one('{{a}} {{\'a}} {{"a}} {{$a}}', { a: text })).toBe(
    String.raw`${text} 'it\'s "{{a}}"' "it's \"{{a}}\"" 'it'\''s "{{a}}"'`,
  )
  expect(one('/^\\d{{{n}}}$/ {x} f"{y}"', { n: 6 })).toBe('/^\\d{6}$/ {x} f"{y}"')
})

test('where nothing stands for one, its line is left out', () => {
  expect(one('a\nb {{x}} {{y}}\n\nc', { x: '1', y: null })).toBe('a\n\nc')
  expect(() => one('{{x}}', {})).toThrow('Nothing is known about {{x}}.')
})

test('there is a template for everything that can be copied, and none besides', () => {
  const wanted = [
    ...SNIPPETS.map((id) => `search ${id}`),
    ...RUNNERS.map((id) => `mail ${id}`),
    ...TONGUES.map((id) => `setup ${id}`),
  ]
  expect([...templates.keys()].toSorted()).toEqual(wanted.toSorted())
})
