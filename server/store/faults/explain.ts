/** Why a rule was not hit so often as somebody wanted, in words for people. */
import type { MailReader } from '../../../contract/reader.ts'
import { inWords as scopeInWords } from '../../../criteria/words.ts'
import type { Keep } from '../keep.ts'
import { inWords as timeInWords } from './check-numbers.ts'
import { isEverybody } from './check-scope.ts'
import { deedIn } from './name.ts'
import type { Rule } from './rule.ts'
import { seenSince, verbAt, type Seen } from './seen.ts'

/** Addresses that are named of those that were seen. */
const NAMED = 3

/** Several lines. */
export function explain(
  rule: Rule,
  wanted: number,
  around: { keep: Keep; reader: MailReader; now: () => number },
): string {
  const { plan, id, count } = rule
  const seen = seenSince(rule, around)
  return [
    `The rule "${plan.name}" (${id}) has struck ${timesInWords(count)}, and was to strike ${timesInWords(wanted)}.`,
    whatItDoes(rule),
    stateOf(rule, around.now()),
    ...letPass(rule),
    said(rule, seen),
    ...otherRules(seen),
  ].join('\n')
}

function whatItDoes({ plan }: Rule): string {
  const { reply } = plan
  const text = reply === null ? '' : ` "${[reply.enhanced, reply.text].filter((part) => part !== null).join(' ')}"`
  const scope = isEverybody(plan.scope) ? "everybody's mail" : scopeInWords(plan.scope)
  return `It strikes at the stage ${plan.stage} with ${deedIn(plan)}${text}. Its scope: ${scope}.`
}

function stateOf({ plan, state, birth, count }: Rule, now: number): string {
  const { expiresAt, createdAt } = birth
  if (state === 'spent') return `It is spent: its "times" is ${count}. A higher one, or null, would let it go on.`
  if (state === 'expired')
    return `It expired at ${new Date(expiresAt).toISOString()}: its "ttl" was ${timeInWords(expiresAt - createdAt)}.`
  const rest = expiresAt === Infinity ? ' as long as the sink runs' : `, and expires in ${roughly(expiresAt - now)}`
  const chance = plan.probability < 1 ? ` It strikes with a probability of ${plan.probability}.` : ''
  return `It is active${rest}.${chance}`
}

function letPass({ passed, plan }: Rule): string[] {
  const { skipped, over, lucky } = passed
  const all = skipped + over + lucky
  if (all === 0) return []
  const each = plan.per === 'rule' ? 'it' : `that ${plan.per}`
  const parts = [
    ...(skipped > 0 ? [`${skipped} by "skip"`] : []),
    ...(lucky > 0 ? [`${lucky} by "probability"`] : []),
    ...(over > 0 ? [`${over} because ${each} had had its strikes`] : []),
  ]
  return [`${all} ${all === 1 ? 'match was' : 'matches were'} let pass: ${parts.join(', ')}.`]
}

/** What came by at its stage, so that an address that was mistyped meets the eye. */
function said({ plan: { stage } }: Rule, { sessions, passages }: Seen): string {
  if (sessions === 0) return 'Nobody has connected since it was made.'
  const count = passages.length
  if (count === 0) {
    const came =
      sessions === 1 ? '1 session came by since, and it' : `${sessions} sessions came by since, and none of them`
    return `${came} ${sessions === 1 ? 'never ' : ''}${stage === 'tls' ? 'began a handshake' : `said ${verbAt(stage)}`}.`
  }
  return `${happened(stage, count)} since: ${namesOf(stage, passages)}. ${scopeOf(passages)}`.trimEnd()
}

function happened(stage: Rule['plan']['stage'], count: number): string {
  if (stage === 'connect') return count === 1 ? '1 connection came' : `${count} connections came`
  if (stage === 'tls') return count === 1 ? '1 handshake began' : `${count} handshakes began`
  return `${verbAt(stage)} was said ${timesInWords(count)}`
}

function namesOf(stage: Rule['plan']['stage'], passages: Seen['passages']): string {
  const names = [...new Set(passages.map(({ name }) => name))]
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return `${PREPOSITION[stage]} ${names.slice(0, NAMED).join(', ')}${more}`
}

const PREPOSITION: Readonly<Record<Rule['plan']['stage'], 'from' | 'to' | 'as'>> = {
  connect: 'from',
  tls: 'from',
  ehlo: 'from',
  starttls: 'from',
  auth: 'as',
  mail: 'from',
  rcpt: 'to',
  data: 'to',
  payload: 'to',
  end: 'to',
  quit: 'from',
}

function scopeOf(passages: Seen['passages']): string {
  const inside = passages.filter(({ inScope }) => inScope === true).length
  if (inside > 0)
    return inside === passages.length ? '' : `${inside} of them ${inside === 1 ? 'is' : 'are'} in its scope.`
  if (passages.some(({ inScope }) => inScope === null)) return ''
  return passages.length === 1 ? 'That is not in its scope.' : 'None of them is in its scope.'
}

function otherRules({ others }: Seen): string[] {
  if (others.length === 0) return []
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : ''
  return [
    `These sessions were struck by ${others.slice(0, NAMED).join(', ')}${more}: of several rules the oldest strikes.`,
  ]
}

const timesInWords = (count: number) => (count === 1 ? 'once' : `${count} times`)

/** Whole seconds, where there are any. */
const roughly = (ms: number) => timeInWords(ms < 1000 ? Math.max(0, ms) : Math.round(ms / 1000) * 1000)
