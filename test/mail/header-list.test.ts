/** The list of all fields: what its limits leave out is said, and nothing else is. */
import { expect, test } from 'vitest'
import { headerList } from '../../server/mail/header-list.ts'

const names = (raw: string, limit?: number) => headerList(Buffer.from(raw), limit).headers.map(({ name }) => name)
const omissions = (raw: string, limit?: number) => headerList(Buffer.from(raw), limit).omissions

test.each(['\r\n', '\n', '\r'])('a block of just so many bytes is whole where lines end with %j', (newline) => {
  const block = ['A: 1', 'B: 2', ''].join(newline)
  const raw = `${block}${newline}the body`
  expect([names(raw, block.length + newline.length), omissions(raw, block.length + newline.length)]).toEqual([
    ['A', 'B'],
    [],
  ])
  expect([names(raw, block.length - 3), omissions(raw, block.length - 3)]).toEqual([
    ['A', 'B'],
    [
      `The header block is longer than ${block.length - 3} bytes; the fields of its beginning are listed. Its raw form is complete.`,
    ],
  ])
})

test('a mail that is all header is whole, however long it may be', () => {
  expect(omissions('A: 1\r\nB: 2', 10)).toEqual([])
  expect(omissions('A: 1\r\nB: 2\r\n', 12)).toEqual([])
})

test('of more than 10,000 fields the first are listed', () => {
  const raw = `${'X-A: b\r\n'.repeat(10_001)}\r\nbody`
  expect(names(raw)).toHaveLength(10_000)
  expect(omissions(raw)).toEqual([
    'The mail has more than 10000 header fields; the first 10000 are listed. Its raw form is complete.',
  ])
})
