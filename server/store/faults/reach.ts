/** Whether a rule could ever strike: what its scope goes by has to be known by then. */
import type { Criteria, Wanted } from '../../../contract/criteria.ts'
import type { FaultStage } from '../../../contract/fault.ts'
import type { Isolation } from '../../../contract/inbox.ts'
import type { Field } from '../../../criteria/facts.ts'
import { isField } from '../../../criteria/fields.ts'
import { from, STAGES } from './stages.ts'

type Asked = Field | 'header' | 'size' | 'attachment' | 'time'

const never: readonly FaultStage[] = []
const end: readonly FaultStage[] = ['end']
const withMail = from('mail')
const withRecipient = from('rcpt')

/** At which stages a fact is known. An inbox goes by what its kind goes by. */
const KNOWN: Readonly<Record<Exclude<Asked, 'inbox'>, readonly FaultStage[]>> = {
  address: STAGES,
  listener: STAGES,
  session: STAGES,
  tls: from('ehlo'),
  helo: from('starttls'),
  user: from('auth'),
  from: withMail,
  mailFrom: withMail,
  to: withRecipient,
  rcpt: withRecipient,
  header: end,
  subject: end,
  cc: end,
  bcc: end,
  replyTo: end,
  size: end,
  text: never,
  html: never,
  body: never,
  link: never,
  code: never,
  attachment: never,
  id: never,
  time: never,
}

const GOES_BY = { domain: 'rcpt', plus: 'rcpt', auth: 'user', header: 'header' } as const

/** What keeps a rule from ever striking; `field` is the fact that is not known, `inbox` whose fact it is. */
export type Obstacle =
  | { readonly kind: 'unknown'; readonly field: Exclude<Asked, 'inbox'>; readonly inbox: string | null }
  | { readonly kind: 'listener'; readonly listener: string }

/**
 * The first obstacle, or null where there is none that is certain: of `any` each branch has to have one, and `not` is
 * never one. `kindOf` tells what an inbox goes by, null where that is not known (yet).
 */
export function obstacleIn(
  scope: Criteria,
  stage: FaultStage,
  kindOf: (inbox: string) => Isolation | null,
): Obstacle | null {
  for (const [key, wanted] of Object.entries(scope)) {
    const found = obstacleOf(key, wanted, stage, kindOf)
    if (found !== null) return found
  }
  return null
}

function obstacleOf(
  key: string,
  wanted: unknown,
  stage: FaultStage,
  kindOf: (inbox: string) => Isolation | null,
): Obstacle | null {
  if (key === 'not') return null
  if (key === 'all') {
    for (const part of wanted as Criteria[]) {
      const found = obstacleIn(part, stage, kindOf)
      if (found !== null) return found
    }
    return null
  }
  if (key === 'any') {
    const found = (wanted as Criteria[]).map((branch) => obstacleIn(branch, stage, kindOf))
    return found.every((one) => one !== null) ? (found[0] ?? null) : null
  }
  if (key === 'inbox') {
    const inbox = typeof wanted === 'string' ? wanted : ''
    const kind = kindOf(inbox)
    return kind === null ? null : unknownAt(stage, GOES_BY[kind], inbox)
  }
  if (key === 'listener') return listenerAt(stage, wanted as Wanted)
  return isField(key) || key === 'header' || key === 'size' || key === 'attachment' || key === 'time'
    ? unknownAt(stage, key as Exclude<Asked, 'inbox'>, null)
    : null
}

function unknownAt(stage: FaultStage, field: Exclude<Asked, 'inbox'>, inbox: string | null): Obstacle | null {
  return KNOWN[field].includes(stage) ? null : { kind: 'unknown', field, inbox }
}

function listenerAt(stage: FaultStage, wanted: Wanted): Obstacle | null {
  const named = typeof wanted === 'object' ? wanted.is : wanted
  const listener = typeof named === 'string' ? named.trim().toLowerCase() : ''
  const hasNone = listener === 'import' || (listener === 'submissions' && stage === 'starttls')
  return hasNone ? { kind: 'listener', listener } : null
}

/** The first stage at which a fact is known, for advice; null where there is none. */
export function firstStageOf(field: Exclude<Asked, 'inbox'>): FaultStage | null {
  // Not every session comes by STARTTLS.
  return field === 'helo' ? 'mail' : (KNOWN[field][0] ?? null)
}

/** Whether a fact is known at a stage. */
export const isKnown = (field: Exclude<Field, 'inbox'>, stage: FaultStage): boolean => KNOWN[field].includes(stage)
