/** What was still going on when the time was up. */
import type { InFlight } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { exactly, size, span } from './human.ts'
import { item, section, step } from './layout.ts'
import { addresses } from './printable.ts'

/** A mail that takes longer than this (ms) for its bytes will not come by waiting a little more. */
const STUCK = 10_000

export function underWay({ inFlight, code }: Facts, { waited }: Context, { misses }: Room): string[] {
  const more = inFlight.length - misses
  return section('under way', [
    ...inFlight.slice(0, misses).flatMap((one) => item(stage(one), names(one))),
    ...(more > 0 ? item(`and ${more.toLocaleString('en-US')} more`) : []),
    ...(inFlight.length > 0 ? step(advice(inFlight, code, waited)) : []),
  ])
}

function stage(one: InFlight): string {
  const { stage: at, bytes, age, scope } = one
  const perhaps = scope === 'possible' && at !== 'connecting' ? " (perhaps another test's)" : ''
  switch (at) {
    case 'connecting':
      return `1 connection has said nothing yet; it opened ${span(age)} ago`
    case 'envelope':
      return `1 transaction is before DATA, for ${span(age)}${perhaps}`
    case 'data':
      return `1 transaction is in DATA, ${size(bytes)} so far, for ${span(age)}${perhaps}`
  }
}

function names({ from, to }: InFlight): string {
  return [
    ...(from === null ? [] : [`from ${addresses([from])}`]),
    ...(to.length === 0 ? [] : [`to ${addresses(to)}`]),
  ].join(' ')
}

function advice(inFlight: readonly InFlight[], code: Facts['code'], waited: number): string {
  const oldest = Math.max(...inFlight.map(({ age }) => age))
  if (oldest > STUCK) return `For ${span(oldest)} it has not come to its end: look why the app does not finish it.`
  if (code === 'never_quiet') return 'Raise the timeout, or call this when the app has finished sending.'
  if (inFlight.every(({ stage: at }) => at === 'connecting')) return 'Look why the client says nothing.'
  return waited === 0 ? 'Give it a timeout.' : `Raise the timeout: after ${exactly(waited)} it was still coming.`
}
