import { expect, test } from 'vitest'
import { ApiError } from '../../client/api.ts'
import { compareLines, numbered, type Line, type Row } from '../../ui/compare/difference.ts'
import { foldsOf } from '../../ui/compare/folds.ts'
import { compareHeaders } from '../../ui/compare/header-difference.ts'
import { compareTalks, leadingTo } from '../../ui/compare/talk-difference.ts'
import { createCompare } from '../../ui/state/compare.ts'
import { aPage } from './list/an-app.ts'
import { entry, message, session } from './samples.ts'

const side = ({ pieces }: Line) => pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')

/** As it could stand in a terminal: `-` and `+`, changed words in brackets. */
function written(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'same') return [`  ${side(row.right)}`]
    return [
      ...(row.kind === 'added' ? [] : [`- ${side(row.left)}`]),
      ...(row.kind === 'removed' ? [] : [`+ ${side(row.right)}`]),
    ]
  })
}

const compared = (a: string, b: string) => written(compareLines(numbered(a), numbered(b)))

const header = (name: string, value: string) => ({ name, value, raw: `${name}: ${value}` })

const said = (...lines: string[]) =>
  lines.map((text, n) => {
    const client = /^[A-Z]/.test(text)
    return entry(n, { from: client ? 'client' : 'server', text, ...(client && { verb: text.split(' ')[0]! }) })
  })

test('only the words that changed are marked', () => {
  expect(compared('Hello\nYour code is 482913.\nBye', 'Hello\nYour code is 771204.\nBye')).toEqual([
    '  Hello',
    '- Your code is [482913].',
    '+ Your code is [771204].',
    '  Bye',
  ])
})

test('lines that have no word in common are two lines, not one that changed', () => {
  expect(compared('alpha', 'beta')).toEqual(['- alpha', '+ beta'])
})

test('lines that came or went shift nothing', () => {
  expect(compared('a\nb\nc', 'a\nnew\nb\nc')).toEqual(['  a', '+ new', '  b', '  c'])
  expect(compared('a\nold\nb', 'a\nb')).toEqual(['  a', '- old', '  b'])
  const [, , third] = compareLines(numbered('a\nb'), numbered('a\nnew\nb'))
  expect(third?.kind === 'same' && [third.left.label, third.right.label]).toEqual(['2', '3'])
})

test('a script without spaces is compared by its characters', () => {
  expect(compared('認証文字は四です', '認証番号は四です')).toEqual(['- 認証[文字]は四です', '+ 認証[番号]は四です'])
})

test('headers are compared by name, without what every mail has of its own', () => {
  const a = [
    header('Date', 'Mon'),
    header('Message-ID', '<1>'),
    header('Received', 'a'),
    header('DKIM-Signature', 'v=1'),
    header('Subject', 'Code 1'),
    header('Content-Type', 'multipart/mixed; boundary="x"'),
  ]
  const b = [
    header('Message-Id', '<2>'),
    header('Date', 'Tue'),
    header('Content-Type', 'multipart/mixed; boundary=y'),
    header('subject', 'Code 2'),
    header('X-New', 'yes'),
  ]
  const { rows, left } = compareHeaders(a, b, false)
  expect(written(rows)).toEqual(['- Code [1]', '+ Code [2]', '  multipart/mixed; boundary="x"', '+ yes'])
  expect(left).toEqual(['Date', 'Message-ID', 'Received', 'DKIM-Signature', 'Message-Id'])
  expect(compareHeaders(a, b, true).rows.filter(({ kind }) => kind !== 'same').length).toBeGreaterThan(4)
})

test('conversations are laid side by side by their commands', () => {
  const rows = compareTalks(
    said('EHLO a', '250 ok', 'MAIL FROM:<a>', '250 ok', 'RCPT TO:<x>', '250 ok', 'DATA', '354 go'),
    said(
      'EHLO a',
      '250 ok',
      'AUTH PLAIN',
      '235 in',
      'MAIL FROM:<b>',
      '250 ok',
      'RCPT TO:<x>',
      '550 no',
      'DATA',
      '354 go',
    ),
  )
  expect(written(rows)).toEqual([
    '  EHLO a',
    '  250 ok',
    '+ AUTH PLAIN',
    '+ 235 in',
    '- MAIL FROM:<[a]>',
    '+ MAIL FROM:<[b]>',
    '  250 ok',
    '  RCPT TO:<x>',
    '- 250 ok',
    '+ 550 no',
    '  DATA',
    '  354 go',
  ])
})

test('of a session with several mails the greeting counts, and the mail itself', () => {
  const entries = [entry(0), entry(1, { transaction: 1 }), entry(2, { transaction: 2 }), entry(3)]
  expect(leadingTo(entries, 2).map(({ n }) => n)).toEqual([0, 2])
})

test('long equal stretches are folded, and neighbouring changes are one difference', () => {
  const many = Array.from({ length: 30 }, (_, at) => `line ${at}`)
  const rows = compareLines(numbered(many.join('\n')), numbered([...many, 'x', 'y'].join('\n')))
  const { stretches, differences } = foldsOf(rows)
  expect(differences).toBe(1)
  expect(stretches.map(({ kind, rows: some }) => [kind, some.length])).toEqual([
    ['folded', 27],
    ['shown', 5],
  ])
})

test('what has nothing in common is given up soon, and of very much only the beginning is shown', () => {
  const [left, right] = [31, 57].map((seed) =>
    Array.from({ length: 20_000 }, (_, n) => ({ label: '', text: `${(n * seed) % 9973} and ${(n * seed) % 7919}` })),
  )
  const started = performance.now()
  const rows = compareLines(left ?? [], right ?? [])
  expect(performance.now() - started).toBeLessThan(10_000)
  const { stretches, differences, isWhole } = foldsOf(rows, 100)
  const shown = stretches.filter(({ kind }) => kind === 'shown').flatMap(({ rows: some }) => some)
  expect([isWhole, shown.length, differences]).toEqual([
    false,
    100,
    shown.filter(({ begins }) => begins !== null).length,
  ])
})

test('says which of the two is left, and swaps without reading again', async () => {
  const read: string[] = []
  const { app } = aPage([], [], {
    message: async (id) => {
      read.push(id)
      if (id === 'gone') throw new ApiError(404, null)
      return message(Number(id.slice(1)))
    },
    session: async (id) => ({ ...session(1, { id }), transcript: [entry(0), entry(1, { transaction: 1 })] }),
  })
  const compare = app.part(createCompare)
  await compare.open('m1', 'gone')
  expect(compare.pair.value).toMatchObject({ kind: 'gone', rest: 'm1' })
  await compare.open('m1', 'm2')
  await compare.open('m2', 'm1')
  expect(compare.pair.value.kind === 'ready' && [compare.pair.value.a.id, compare.pair.value.b.id]).toEqual([
    'm2',
    'm1',
  ])
  expect(read).toEqual(['m1', 'gone', 'm1', 'm2'])
  await compare.openTalks()
  expect(compare.talks.value?.a?.length).toBe(2)
})

test('n and p go round the differences', () => {
  const { app } = aPage([])
  const compare = app.part(createCompare)
  compare.total.value = 2
  const seen = [1, 1, 1, -1].map((by) => {
    compare.move(by as 1 | -1)
    return compare.at.value
  })
  expect(seen).toEqual([0, 1, 0, 1])
})
