import { expect, test } from 'vitest'
import { readBytes } from '../../criteria/bytes.ts'
import { readDuration } from '../../criteria/duration.ts'
import { readTime } from '../../criteria/time.ts'

test.each([
  ['250', 250],
  ['250ms', 250],
  ['5s', 5000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['0', 0],
  [' 5s ', 5000],
  ['0.5', 1],
  ['', null],
  ['5 s', null],
  ['5S', null],
  ['5d', null],
  ['-5s', null],
  ['1e3', null],
  ['.5s', null],
  ['soon', null],
  ['999999999999h', null],
])('a duration of %j is %j milliseconds', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds)
})

test.each([
  ['512', 512],
  ['512b', 512],
  ['10k', 10_240],
  ['10K', 10_240],
  ['10 KB', 10_240],
  ['10kib', 10_240],
  ['1.5m', 1_572_864],
  ['2MiB', 2_097_152],
  ['1g', 1_073_741_824],
  ['1.0001k', 1024],
  ['', null],
  ['k', null],
  ['10x', null],
  ['10bb', null],
  ['-1', null],
  ['10,240', null],
  ['99999999999999g', null],
])('a size of %j is %j bytes', (text, bytes) => {
  expect(readBytes(text)).toBe(bytes)
})

test.each([
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T08:30Z', '2026-11-01T08:30:00.000Z'],
  ['2026-11-01T08:30:15Z', '2026-11-01T08:30:15.000Z'],
  ['2026-11-01t08:30:15.25z', '2026-11-01T08:30:15.250Z'],
  ['2026-11-01 08:30:15Z', '2026-11-01T08:30:15.000Z'],
  ['2026-11-01T08:30:15.123999Z', '2026-11-01T08:30:15.123Z'],
  ['2026-11-01T08:30:00+02:00', '2026-11-01T06:30:00.000Z'],
  ['2026-11-01T00:30:00+0200', '2026-10-31T22:30:00.000Z'],
  ['2026-11-01T08:30:00-05', '2026-11-01T13:30:00.000Z'],
  // A + that was not escaped in a URL.
  ['2026-11-01T08:30:00 02:00', '2026-11-01T06:30:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['0000-02-29', '0000-02-29T00:00:00.000Z'],
])('the time %j is %s', (text, time) => {
  expect(readTime(text)).toEqual({ time })
})

const FORM = 'but has to be a date such as 2026-11-01, or a date and time such as 2026-11-01T08:30:00Z'
test.each([
  ['2026-02-31', 'but February 2026 has the days 1 to 28'],
  ['2026-02-29', 'but February 2026 has the days 1 to 28'],
  ['2028-02-30', 'but February 2028 has the days 1 to 29'],
  ['2026-04-00', 'but April 2026 has the days 1 to 30'],
  ['2026-13-01', 'but there is no month 13'],
  ['2026-11-01T24:00Z', 'but no day has that time'],
  ['2026-11-01T23:60Z', 'but no day has that time'],
  ['2026-11-01T23:59:60Z', 'but no day has that time'],
  ['2026-11-01T08:30', 'but a time needs its zone: add Z for UTC, or an offset such as +02:00'],
  ['2026-11-01T08:30+25:00', 'but no zone has that offset'],
  ['9999-12-31T23:00-05:00', 'but in UTC that is not in the years 0000 to 9999'],
  ['0000-01-01T00:00+01:00', 'but in UTC that is not in the years 0000 to 9999'],
  ['01.11.2026', FORM],
  ['11/01/2026', FORM],
  ['2026-11', FORM],
  ['20261101', FORM],
  ['2026-11-01Z', FORM],
  ['yesterday', FORM],
  ['1793520000000', FORM],
  ['', FORM],
])('the time %j is refused: %s', (text, wrong) => {
  expect(readTime(text)).toEqual({ wrong })
})
