/** The messages that came close, and what each is not. */
import type { FailedField } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { ago, count } from './human.ts'
import { item, section, wrapped } from './layout.ts'
import { messageName, printable } from './printable.ts'

/** Up to this long, what was wanted and what was there stand on one line. */
const ONE_LINE = 100
const MARGIN = ' '.repeat(6)
/** Of one message. */
const FIELDS = 4

export function closest({ nearMisses, arrived }: Facts, { now }: Context, { misses }: Room): string[] {
  const shown = nearMisses.slice(0, misses)
  const { since, matching, claimed, passedOver, served } = arrived
  const more = since - matching - claimed - passedOver - served - shown.length
  return section('closest', [
    ...shown.flatMap((miss) => [
      ...item(messageName(miss), ago(miss.receivedAt, now), ', '),
      ...miss.failed.slice(0, FIELDS).flatMap(failure),
      ...(miss.failed.length > FIELDS ? [`${MARGIN}✗ and ${count(miss.failed.length - FIELDS, 'other thing')}`] : []),
    ]),
    ...(shown.length > 0 && more > 0 ? item(`and ${more.toLocaleString('en-US')} more that did not match`) : []),
  ])
}

function failure({ field, want, got, hint }: FailedField): string[] {
  const what = `${MARGIN}✗ ${printable(field, 40)}: `
  const wanted = printable(want, 160).replace(/^(?=matches |starts with |contains )/, 'one that ')
  const there = isText(field) && got !== 'nothing' ? `"${printable(got, 160)}"` : printable(got, 160)
  const why = hint === null ? '' : `(${printable(hint, 300)})`
  const line = `${what}wanted ${wanted}, got ${there}${why === '' ? '' : ` ${why}`}`
  if (line.length <= ONE_LINE) return [line]
  // One above the other, the eye finds the difference.
  const under = ' '.repeat(what.length)
  return [`${what}wanted ${wanted}`, `${under}got    ${there}`, ...(why === '' ? [] : wrapped(why, under, `${under} `))]
}

/** Where spaces count, quotes show where it begins and ends. */
const isText = (field: string) => /^(?:subject|text|html|body|header\..*)$/.test(field)
