import { expect, test } from 'vitest'
import { humanLine, jsonLine, printable } from '../../server/cli/log.ts'
import type { LogEvent } from '../../contract/log.ts'

const NOW = new Date('2026-03-04T05:06:07.089Z')

const event = (message: string, fields: LogEvent['fields'] = {}): LogEvent => ({ level: 'warn', message, fields })

test('is one line for people', () => {
  const fields = { code: 550, from: 'ann@example.com', helo: 'two words', quote: 'a"b', tls: null, empty: '' }
  expect(humanLine(event('refused', fields), NOW)).toBe(
    String.raw`05:06:07.089 warn: refused code=550 from=ann@example.com helo="two words" quote="a\"b" tls=null empty=""`,
  )
})

test('is one object in one line for programs', () => {
  expect(JSON.parse(jsonLine(event('refused', { code: 550, tls: null }), NOW))).toEqual({
    time: '2026-03-04T05:06:07.089Z',
    level: 'warn',
    message: 'refused',
    code: 550,
    tls: null,
  })
})

test.each([
  ['a terminal title', '\x1b]0;x\x07', String.raw`\u001b]0;x\u0007`],
  ['a second line', '\r\n{"level":"error"}', String.raw`\u000d\u000a{"level":"error"}`],
  ['an 8-bit CSI', '\x9b31m', String.raw`\u009b31m`],
  ['a line separator', 'a\u2028b\u2029c\u0085d', String.raw`a\u2028b\u2029c\u0085d`],
  ['a turned text', 'exe.\u202Egpj \u2066x\u200f', String.raw`exe.\u202egpj \u2066x\u200f`],
  ['delete', 'a\x7fb', String.raw`a\u007fb`],
])('%s reaches neither log', (_what, hostile, shown) => {
  expect(printable(hostile)).toBe(shown)
  for (const line of [humanLine, jsonLine]) {
    const written = line(event(hostile, { helo: hostile, [hostile]: 1 }), NOW)
    // oxlint-disable-next-line no-control-regex
    expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\u200f]/)
  }
  expect(JSON.parse(jsonLine(event('m', { helo: hostile }), NOW))).toMatchObject({ helo: hostile })
})

test('a field cannot pass for the level, the time or the message', () => {
  const line = jsonLine(event('refused', { level: 'error', time: 'never', message: 'fine' }), NOW)
  expect(line).toBe('{"time":"2026-03-04T05:06:07.089Z","level":"warn","message":"refused"}')
})

test('long values are cut', () => {
  const long = 'x'.repeat(10_000)
  expect(humanLine(event('m', { helo: long }), NOW).length).toBeLessThan(700)
  expect(JSON.parse(jsonLine(event('m', { helo: long }), NOW))).toMatchObject({
    helo: `${'x'.repeat(500)}… (10000 characters)`,
  })
})
