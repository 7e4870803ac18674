import { expect, test } from 'vitest'
import { addresses } from '../../server/mail/addresses.ts'

const encoded = `=?utf-8?B?${Buffer.from('Boss <attacker@evil.example>').toString('base64')}?=`

test.each([
  ['ann@example.com', [['', 'ann@example.com']]],
  ['<ann@example.com>', [['', 'ann@example.com']]],
  ['Ann Example <ann@example.com>', [['Ann Example', 'ann@example.com']]],
  ['"Example, Ann" <ann@example.com>', [['Example, Ann', 'ann@example.com']]],
  ["Ann O'Hara <ann@example.com>", [["Ann O'Hara", 'ann@example.com']]],
  ['ann@example.com (Ann)', [['Ann', 'ann@example.com']]],
  [
    'a@example.com, "B, b" <b@example.com>,C <c@example.com>',
    [
      ['', 'a@example.com'],
      ['B, b', 'b@example.com'],
      ['C', 'c@example.com'],
    ],
  ],
  ['"a b"@example.com', [['', '"a b"@example.com']]],
  [
    'Team: a@example.com, B <b@example.com>;',
    [
      ['', 'a@example.com'],
      ['B', 'b@example.com'],
    ],
  ],
  ['undisclosed-recipients:;', []],
  ['=?utf-8?Q?J=C3=BCrgen?= <j@example.com>', [['Jürgen', 'j@example.com']]],
  ['jürgen@exämple.com', [['', 'jürgen@exämple.com']]],
  ['Somebody', [['Somebody', '']]],
  ['', []],
  ['<>', []],
  // Tricks that make another address appear
  [
    'victim@good.example (outer (inner) <attacker@evil.example>)',
    [['outer (inner) <attacker@evil.example>', 'victim@good.example']],
  ],
  [`${encoded} <victim@good.example>`, [['Boss <attacker@evil.example>', 'victim@good.example']]],
  [encoded, [['Boss <attacker@evil.example>', '']]],
  ['"attacker@evil.example" <victim@good.example>', [['attacker@evil.example', 'victim@good.example']]],
  ['"<attacker@evil.example>" <victim@good.example>', [['<attacker@evil.example>', 'victim@good.example']]],
])('takes %j apart', (value, expected) => {
  expect(addresses(value).map(({ name, address }) => [name, address])).toEqual(expected)
})

test('lists no more than 2,000 mailboxes', () => {
  expect(addresses('a@example.com,'.repeat(3_000))).toHaveLength(2_000)
})
