/** A rule in half a line, for people. */
import type { Fault } from '../../contract/fault.ts'

/** `f_1 greylisting: 451 at rcpt, for everybody`. */
export function faultInWords(fault: Fault): string {
  const { id, name, scope } = fault
  const does = deedOf(fault)
  return `${id} ${name}${name === does ? '' : `: ${does}`}, for ${whom(scope)}`
}

/** `451 at rcpt`, `drop at end after keeping the mail`. */
export function deedOf({ reply, action, stage, store }: Fault): string {
  const deeds = [action?.type, reply?.code].filter((deed) => deed !== undefined)
  return `${deeds.join(', then ')} at ${stage}${store ? ' after keeping the mail' : ''}`
}

/** As it would be written behind --fault; what cannot be written so, as JSON. */
function whom(scope: Fault['scope']): string {
  if ('all' in scope && scope.all === true) return 'everybody'
  const criteria = Object.entries(scope).map(([name, value]) =>
    typeof value === 'object' ? `${name}=${JSON.stringify(value)}` : `${name}=${value}`,
  )
  return criteria.join(' ')
}
