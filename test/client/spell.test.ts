/** From the criteria of a test to those of the API. */
import { expect, test } from 'vitest'
import { runInNewContext } from 'node:vm'
import type { Criteria } from '../../client/criteria.ts'
import type { Sink } from '../../client/sink.ts'
import { spelled } from '../../client/spell.ts'

test.each<[string, object, object]>([
  ['text as it is', { to: 'ann@example.com', attachment: true }, { to: 'ann@example.com', attachment: true }],
  ['a pattern as it is written', { subject: /^Re:/ }, { subject: { matches: '^Re:', flags: '' } }],
  ['its flags, where the API has them', { subject: /a.b/gimsuy }, { subject: { matches: 'a.b', flags: 'ims' } }],
  [
    'a pattern within a rule',
    { subject: { startsWith: 'Re', matches: /x/i, not: /y/ } },
    { subject: { startsWith: 'Re', matches: 'x', flags: 'i', not: { matches: 'y', flags: '' } } },
  ],
  [
    'a pattern as text, with flags of its own',
    { subject: { matches: 'x', flags: 's' } },
    { subject: { matches: 'x', flags: 's' } },
  ],
  [
    'a header field by the name of a rule',
    { header: { matches: /x/, 'X-Run': true } },
    { header: { matches: { matches: 'x', flags: '' }, 'X-Run': true } },
  ],
  [
    'attachments and connectives',
    { attachment: { filename: /\.pdf$/ }, any: [{ subject: /a/ }, { not: { to: 'x' } }] },
    {
      attachment: { filename: { matches: '\\.pdf$', flags: '' } },
      any: [{ subject: { matches: 'a', flags: '' } }, { not: { to: 'x' } }],
    },
  ],
  [
    'times',
    { time: { after: new Date(0), before: '2026-11-01' } },
    { time: { after: '1970-01-01T00:00:00.000Z', before: '2026-11-01' } },
  ],
  [
    'a time that is none, for the sink to refuse',
    { time: { after: new Date(NaN) } },
    { time: { after: 'Invalid Date' } },
  ],
  ['an unknown key, for the sink to refuse', { subjct: /x/ }, { subjct: { matches: 'x', flags: '' } }],
  [
    'patterns of another context, as in Jest',
    { subject: runInNewContext('/x/i') as RegExp },
    { subject: { matches: 'x', flags: 'i' } },
  ],
])('%s', (_, criteria, wire) => {
  expect(spelled(criteria)).toEqual(wire)
})

test.each([
  [{ to: undefined }, 'to'],
  [{ any: [{ subject: 'x' }, { subject: { is: undefined } }] }, 'any[1].subject.is'],
  [{ header: { 'X-Run': undefined } }, 'header.X-Run'],
])('a field that is undefined is refused: %j', (criteria, place) => {
  expect(() => spelled(criteria as object)).toThrow(
    `The criterion "${place}" is undefined, and without it any mail would do. Give it a value, or leave it out.`,
  )
})

test('an unknown key is refused by the compiler already', () => {
  // @ts-expect-error: it is "subject"
  const misspelt: Criteria = { subjct: 'x' }
  // @ts-expect-error: it is "is"
  const foreign: Criteria = { subject: { equals: 'x' } }
  // @ts-expect-error: also within what must not be
  const unwanted: Criteria = { not: { subjct: 'x' } }
  // @ts-expect-error: and within a list
  const listed: Criteria = { any: [{ to: 'ann@example.com' }, { all: [{ sentTo: 'bob@example.com' }] }] }
  // @ts-expect-error: and of a file
  const file: Criteria = { attachment: { name: 'invoice.pdf' } }
  // @ts-expect-error: nor is undefined a value
  const absent: Criteria = { to: process.env['NOBODY'] }
  expect([misspelt, foreign, unwanted, listed, file].map((one) => spelled(one))).toEqual([
    misspelt,
    foreign,
    unwanted,
    listed,
    file,
  ])
  expect(absent).toEqual({ to: undefined })
})

test('so is an option that there is not', () => {
  // @ts-expect-error: it is "timeout"
  const misspelt: Parameters<Sink['waitFor']>[1] = { timout: 5 }
  // @ts-expect-error: it is '5s'
  const spoken: Parameters<Sink['expectNone']>[1] = { quiet: '5 seconds' }
  // @ts-expect-error: of a wait for several it is not known which one it would be about
  const several: Parameters<Sink['waitForEach']>[1] = { matching: () => true }
  expect([misspelt, spoken, several]).toHaveLength(3)
})
