import { expect, test } from 'vitest'
import { ago, count, duration, moment, offset, rowTime, size } from '../../ui/state/format.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [3249, '3.2 kB'],
  [67_000, '67 kB'],
  [999_900, '1.0 MB'],
  [52_428_800, '52 MB'],
])('%i is written as %s', (bytes, written) => {
  expect(size(bytes)).toBe(written)
})

test.each([
  [0.34, '0.3 ms'],
  [214.2, '214 ms'],
  [3210, '3.21 s'],
  [125_000, '2 min 5 s'],
  [60_000, '1 min'],
  [5_400_000, '1 h 30 min'],
])('%d ms is written as %s', (ms, written) => {
  expect(duration(ms)).toBe(written)
})

test.each([
  ['2026-11-21T12:00:00.900Z', '0 seconds ago'],
  ['2026-11-21T11:59:01.000Z', '59 seconds ago'],
  ['2026-11-21T11:58:01.000Z', '1 minute ago'],
  ['2026-11-21T09:00:00.000Z', '3 hours ago'],
  ['2026-11-18T13:00:00.000Z', '2 days ago'],
])('at noon, %s was %s', (iso, written) => {
  expect(ago(iso, new Date('2026-11-21T12:00:00.000Z'))).toBe(written)
})

test('every time of a transcript has one decimal', () => {
  expect([0, 1.25, 60_000].map(offset)).toEqual(['0.0', '1.3', '60000.0'])
})

test('a row shows the time of today, and the day before it otherwise', () => {
  const now = new Date(2026, 10, 21, 12, 0, 0)
  expect(rowTime(new Date(2026, 10, 21, 9, 4, 31).toISOString(), now)).toBe('09:04:31')
  expect(rowTime(new Date(2026, 10, 19, 9, 4, 31).toISOString(), now)).toBe('19 Nov 09:04:31')
})

test('a moment has its milliseconds', () => {
  expect(moment(new Date(2026, 0, 2, 3, 4, 5, 6).toISOString())).toBe('2026-01-02 03:04:05.006')
})

test('in UTC the time, the day and what is today are those of UTC', () => {
  const now = new Date('2026-11-21T00:30:00Z')
  expect(rowTime('2026-11-21T00:04:31Z', now, 'utc')).toBe('00:04:31')
  expect(rowTime('2026-11-20T23:04:31Z', now, 'utc')).toBe('20 Nov 23:04:31')
  expect(moment('2026-01-02T03:04:05.006Z', 'utc')).toBe('2026-01-02 03:04:05.006 UTC')
})

test('counts have their noun', () => {
  expect([count(1, 'mail', 'mails'), count(12_345, 'mail', 'mails')]).toEqual(['1 mail', '12,345 mails'])
})
