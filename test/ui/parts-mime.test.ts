import { expect, test } from 'vitest'
import type { Part } from '../../contract/message.ts'
import { hexRow } from '../../ui/state/parts/hex.ts'
import { partRows, share, treeMove, typedAhead } from '../../ui/state/parts/mime.ts'
import { createPartReader } from '../../ui/state/parts/part-reader.ts'
import { entityOf, latin1, partText } from '../../ui/state/parts/part-text.ts'
import { decodedWords } from '../../ui/state/message/encoded-words.ts'
import { isRaster, viewOf } from '../../ui/state/parts/part-view.ts'
import { rowWindow, scrollTo } from '../../ui/state/parts/row-window.ts'
import { apiOf, message } from './samples.ts'

function part(path: string, contentType: string, own: Partial<Part> = {}): Part {
  return { ...message(1).parts, part: path, contentType, ...own }
}

const tree = part('1', 'multipart/mixed', {
  parts: [
    part('1.1', 'multipart/alternative', { parts: [part('1.1.1', 'text/plain'), part('1.1.2', 'text/html')] }),
    part('1.2', 'image/png', { filename: 'Logo.png' }),
  ],
})
const paths = (closed: string[]) => partRows(tree, new Set(closed)).map((row) => row.part.part)

test('the tree becomes rows, without those below a closed part', () => {
  expect(paths([])).toEqual(['1', '1.1', '1.1.1', '1.1.2', '1.2'])
  expect(paths(['1.1'])).toEqual(['1', '1.1', '1.2'])
  expect(partRows(tree, new Set())[3]).toMatchObject({ level: 3, position: 2, of: 2, parent: '1.1', state: 'leaf' })
})

test.each([
  ['1.1', 'ArrowDown', { kind: 'go', to: '1.1.1' }],
  ['1', 'ArrowUp', { kind: 'go', to: '1' }],
  ['1.1', 'ArrowRight', { kind: 'go', to: '1.1.1' }],
  ['1.1', 'ArrowLeft', { kind: 'toggle', part: '1.1' }],
  ['1.1.2', 'ArrowLeft', { kind: 'go', to: '1.1' }],
  ['1.1.2', 'ArrowRight', { kind: 'go', to: '1.1.2' }],
  ['1.1', 'End', { kind: 'go', to: '1.2' }],
  ['1.2', 'Home', { kind: 'go', to: '1' }],
  ['1.1', 'Enter', { kind: 'toggle', part: '1.1' }],
  ['1.1', 'j', null],
])('from %s, %s asks for %j', (current, key, move) => {
  expect(treeMove(partRows(tree, new Set()), current, key)).toEqual(move)
})

test('letters lead to the next part whose name or type begins so', () => {
  const rows = partRows(tree, new Set())
  expect(typedAhead(rows, '1', 't')).toBe('1.1.1')
  expect(typedAhead(rows, '1.1.1', 't')).toBe('1.1.2')
  expect(typedAhead(rows, '1', 'html')).toBe('1.1.2')
  expect(typedAhead(rows, '1.2', 'logo')).toBe('1.2')
  expect(typedAhead(rows, '1', 'zip')).toBe(null)
})

test('the share of a part is never more than the whole', () => {
  expect([share(5, 10), share(20, 10), share(0, 0)]).toEqual([0.5, 1, 0])
})

test('only the rows in view are drawn, and the current one is brought there', () => {
  expect(rowWindow(10_000, 20, 2000, 400)).toEqual({ first: 96, count: 28 })
  expect(rowWindow(3, 20, 0, 400)).toEqual({ first: 0, count: 3 })
  expect([scrollTo(5, 20, 200, 100), scrollTo(12, 20, 200, 100), scrollTo(30, 20, 200, 100)]).toEqual([100, 200, 520])
})

test('bytes are shown as a hex dump', () => {
  expect(hexRow(Uint8Array.from([0, 65, 255, 10, 126]), 0, 8, 256)).toEqual({
    offset: '00000100',
    bytes: '00 41 ff 0a  7e         ',
    ascii: '.A..~',
  })
})

test('an image is shown by what it is, whatever it says it is', () => {
  expect(isRaster(part('1', 'text/plain', { detected: 'image/png' }))).toBe(true)
  expect(isRaster(part('1', 'image/png', { detected: 'text/html' }))).toBe(false)
  expect(isRaster(part('1', 'image/svg+xml', { detected: 'image/svg+xml' }))).toBe(false)
  expect(viewOf(part('1', 'image/png', { detected: 'text/html' }), 'preview')).toBe('hex')
  expect(viewOf(tree, 'auto')).toBe('headers')
})

test('a part is read in its charset, and as UTF-8 where that is unknown', () => {
  expect(partText(Uint8Array.from([0xe9]), 'iso-8859-1')).toBe('é')
  expect(partText(Uint8Array.from([0xc3, 0xa9, 0xff]), 'x-nothing')).toBe('é\\xFF')
})

test('the header of a part ends at its empty line, and its words are decoded', () => {
  const text = 'Content-Type: text/plain;\r\n name="=?utf-8?q?a_=C3=A9?="\r\nX: 1\r\n\r\nY: 2'
  const { headers, body } = entityOf(text)
  expect(headers.map(({ name, value }) => [name, value])).toEqual([
    ['Content-Type', 'text/plain; name="a é"'],
    ['X', '1'],
  ])
  expect(text.slice(body)).toBe('Y: 2')
  expect(entityOf('\r\nbody').headers).toEqual([])
  expect(latin1(new Uint8Array(20_000).fill(233))).toHaveLength(20_000)
})

test.each([
  ['=?utf-8?B?w6k=?= =?utf-8?Q?_b?=', 'é b'],
  ['=?nothing?q?x?= y', '=?nothing?q?x?= y'],
  ['plain', 'plain'],
])('%s decodes to %s', (text, decoded) => expect(decodedWords(text)).toBe(decoded))

test('of two parts opened one after the other the last one is shown', async () => {
  const answers = new Map<string, (bytes: Uint8Array) => void>()
  const api = apiOf({
    stretch: (_, source) =>
      new Promise((resolve) => {
        if (source.kind === 'part') answers.set(source.part, (bytes) => resolve({ bytes, from: 0, total: 9 }))
      }),
  })
  const reader = createPartReader({ api })
  const wish = { id: 'm', form: 'decoded', from: 0 } as const
  const opened = [reader.open({ ...wish, part: '1' }), reader.open({ ...wish, part: '2' })]
  answers.get('2')?.(Uint8Array.of(2))
  answers.get('1')?.(Uint8Array.of(1))
  await Promise.all(opened)
  expect(reader.content.value).toMatchObject({ kind: 'ready', wish: { part: '2' }, bytes: Uint8Array.of(2) })
})
