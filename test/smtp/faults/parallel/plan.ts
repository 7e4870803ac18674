/** What one round of one worker is about: an inbox, a rule for it, and by that what every attempt has to come to. */
import type { FaultOptions } from '../../../../client/fault.ts'
import type { Isolation } from '../../../../contract/inbox.ts'
import type { Random } from '../../../support/smtp-random.ts'

type Stage = NonNullable<FaultOptions['stage']>

/** How the inbox is told, and how its clients come. */
export interface Way {
  readonly isolate: Extract<Isolation, 'domain' | 'auth'>
  readonly tls: 'none' | 'starttls'
}

/** `fails`: the client knows nothing of a delivery; `serves`: it is done all the same; `silent`: the client has to give up. */
export interface Deed {
  readonly name: string
  readonly comes: 'fails' | 'serves' | 'silent'
  /** What a client hears that is struck. */
  readonly hears: RegExp
  readonly options: Pick<FaultOptions, 'reply' | 'action'>
}

export interface Plan {
  readonly way: Way
  readonly stage: Stage
  readonly deed: Deed
  /** Keeps the mail before it fails. */
  readonly store: boolean
  readonly skip: number
  readonly times: number
  readonly per: NonNullable<FaultOptions['per']>
  /** Local part of the recipient: the same few words for all workers. */
  readonly local: string
}

const plain: Way = { isolate: 'domain', tls: 'none' }
const ways: readonly Way[] = [
  ...Array.from({ length: 8 }, () => plain),
  { isolate: 'auth', tls: 'none' },
  { isolate: 'auth', tls: 'starttls' },
]

const refusals = [421, 450, 451, 452, 550, 552, 554].map((code): Deed => ({
  name: String(code),
  comes: 'fails',
  hears: new RegExp(`^${code} `),
  options: { reply: { code } },
}))
const silences: readonly Deed[] = [
  { name: 'stall', comes: 'silent', hears: /^nothing$/, options: { action: { type: 'stall' } } },
]
const drops: readonly Deed[] = [
  { name: 'fin', comes: 'fails', hears: /^fin$/, options: { action: { type: 'drop', how: 'fin' } } },
  { name: 'rst', comes: 'fails', hears: /^reset$/, options: { action: { type: 'drop', how: 'rst' } } },
]
const delay: Deed = {
  name: 'delay',
  comes: 'serves',
  hears: /^[23]/,
  options: { action: { type: 'delay', delay: 20 } },
}
const garbles: readonly Deed[] = [
  { name: 'nonsense', comes: 'fails', hears: /^\+OK/, options: { action: { type: 'garble', how: 'nonsense' } } },
  { name: 'mixed', comes: 'fails', hears: /\n550 /, options: { action: { type: 'garble', how: 'mixed' } } },
  {
    name: 'unfinished',
    comes: 'silent',
    hears: /^(?:nothing|\d{3} [^\n]*)$/,
    options: { action: { type: 'garble', how: 'unfinished' } },
  },
  {
    name: 'bare-lf',
    comes: 'serves',
    hears: /^[23][^\r]*\n$/,
    options: { action: { type: 'garble', how: 'bare-lf' } },
  },
]

const everywhere = [...refusals, ...silences, ...drops, delay, ...garbles]
const duringPayload = [...silences, ...drops, delay]
const stages: readonly Stage[] = ['rcpt', 'data', 'payload', 'end', 'quit']
/** A login is known from AUTH on. */
const stagesOfLogin: readonly Stage[] = ['auth', 'mail', ...stages]

export function planRound(random: Random): Plan {
  const way = random.pick(ways)
  const stage = random.pick(way.isolate === 'auth' ? stagesOfLogin : stages)
  const deed = random.pick(stage === 'payload' ? duringPayload : everywhere)
  return {
    way,
    stage,
    deed,
    store: stage === 'end' && deed.comes !== 'serves' && random.below(2) === 0,
    skip: random.below(3),
    times: 1 + random.below(3),
    per: random.pick(['rule', 'rule', 'client', 'triplet'] as const),
    local: random.pick(['ann', 'Bob', 'eve+tag']),
  }
}

/** One more than are touched: the last attempt shows that it is over. */
export const attemptsOf = ({ skip, times }: Plan): number => skip + times + 1

/** Whether the attempt, counted from 0, is struck. */
export const isStruck = ({ skip, times }: Plan, attempt: number): boolean => attempt >= skip && attempt < skip + times

/** Whether a client whose attempt is struck has read its 250 all the same. */
export const isTold = ({ stage, deed }: Plan): boolean => stage === 'quit' || deed.comes === 'serves'

export function describePlan({ way, stage, deed, store, skip, times, per }: Plan): string {
  const kept = store ? ', kept' : ''
  return `${deed.name} at ${stage}${kept}, skip ${skip}, times ${times}, per ${per} (${way.isolate}, TLS ${way.tls})`
}
