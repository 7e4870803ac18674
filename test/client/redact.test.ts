/** What a test takes out of a snapshot itself. */
import { expect, test } from 'vitest'
import { placeholders } from '../../client/redact.ts'

test.each<[string, string, Parameters<typeof placeholders>[1], string]>([
  ['nothing', 'Order 42', [], 'Order 42'],
  ['each match', 'Order 42 of 43', [/\d+/], 'Order <redacted> of <redacted>'],
  ['with a text of its own', 'Order 42', [[/\d+/, '<order>']], 'Order <order>'],
  ['with a text that looks like a pattern', 'Order 42', [[/\d+/, '$& $1']], 'Order $& $1'],
  [
    'one after another',
    'Order 42',
    [
      [/42/, '43'],
      [/43/, '44'],
    ],
    'Order 44',
  ],
  ['by a pattern with g, which remembers where it was', '1 2', [/\d/g], '<redacted> <redacted>'],
  ['with the flags of the pattern', 'ORDER order', [/order/i], '<redacted> <redacted>'],
])('%s', (_, text, redact, shown) => {
  expect(placeholders(text, redact)).toBe(shown)
  expect(placeholders(text, redact)).toBe(shown)
})
