/** What a rule does, and to whose mail, in a few words. */
import type { Fault, FaultAction, FaultScope } from '../../contract/fault.ts'
import { duration, number } from '../state/format.ts'
import * as words from './faults.ts'

/** `451 4.7.1 at RCPT`, `drops the connection after the dot, mail kept`. */
export function deedOf({ stage, reply, action, store }: Pick<Fault, 'stage' | 'reply' | 'action' | 'store'>): string {
  const where = words.stages[stage]
  const answer = reply === null ? '' : [reply.code, reply.enhanced].filter(Boolean).join(' ')
  const kept = store ? ', mail kept' : ''
  if (action === null) return `${answer} ${where}${kept}`
  return `${done(action, where)}${answer === '' ? '' : `, then ${answer}`}${kept}`
}

function done(action: FaultAction, where: string): string {
  switch (action.type) {
    case 'delay':
      return `waits ${duration(action.delay)} ${where}`
    case 'drop':
      return `${action.how === 'rst' ? 'resets' : 'drops'} the connection ${where}`
    case 'stall':
      return `falls silent ${where}`
    case 'trickle':
      return `${action.direction === 'server' ? 'says' : 'reads'} ${number(action.bytesPerSecond)} bytes a second, from ${where.replace(/^(?:at|on|in|after) /, '')}`
    case 'garble':
      return `answers ${words.hows[action.how]} ${where}`
    case 'hide':
      return `hides ${action.extensions.join(', ')}`
    case 'tls':
      return `breaks TLS by ${words.hows[action.how]}`
  }
}

/** `rcpt ann@example.test`, `inbox t-welcome`; null for everybody, which is to be said louder. */
export function scopeOf(scope: FaultScope): string | null {
  if ('all' in scope && scope.all === true) return null
  return Object.entries(scope)
    .map(([field, rule]) => `${field} ${written(rule)}`)
    .join(', ')
}

function written(rule: unknown): string {
  if (typeof rule === 'string') return rule
  const [[how, what] = [], ...others] = Object.entries(rule as object)
  // `contains @shop.test`; what is more than that is easier to read as it was written.
  if (typeof what !== 'string' || others.length > 0) return JSON.stringify(rule)
  return how === 'is' ? what : `${how} ${what}`
}
