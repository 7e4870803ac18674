/** A rule as the form has it, every field as it was typed; and what is asked for with it. */
import type {
  FaultAction,
  FaultActionWish,
  FaultPreset,
  FaultScope,
  FaultSpec,
  FaultStage,
} from '../../../contract/fault.ts'

/** A rule answers with a reply, or does something else. */
export type Deed = 'reply' | FaultAction['type']

const SPOKEN: readonly Deed[] = ['reply', 'delay', 'drop', 'stall', 'trickle', 'garble']

/** What can be done at each stage, in the order in which a session comes by; a test holds it against the sink's own list. */
export const DEEDS: Readonly<Record<FaultStage, readonly Deed[]>> = {
  connect: SPOKEN,
  tls: ['tls', 'delay', 'drop', 'stall'],
  ehlo: [...SPOKEN, 'hide'],
  starttls: SPOKEN,
  auth: SPOKEN,
  mail: SPOKEN,
  rcpt: SPOKEN,
  data: SPOKEN,
  payload: ['delay', 'drop', 'stall', 'trickle'],
  end: SPOKEN,
  quit: SPOKEN,
}
export const STAGES = Object.keys(DEEDS) as readonly FaultStage[]

/** Whose mail, by the stage from which on that is known. */
const KNOWN_FROM = {
  rcpt: 'rcpt',
  inbox: 'rcpt',
  mailFrom: 'mail',
  user: 'auth',
  address: 'connect',
  all: 'connect',
} as const
export type ScopeKind = keyof typeof KNOWN_FROM
export const SCOPES = Object.keys(KNOWN_FROM) as readonly ScopeKind[]

/** The ways of the actions that have several; the first is the default. */
export const HOWS = {
  drop: ['fin', 'rst'],
  trickle: ['server', 'client'],
  garble: ['nonsense', 'unfinished', 'mixed', 'bare-lf'],
  tls: ['alert', 'close', 'stall', 'expired', 'wrong-name', 'old-version'],
} as const
export type How = (typeof HOWS)[keyof typeof HOWS][number]

export interface Draft {
  /** Null: stage and deed are those of the draft. */
  readonly preset: FaultPreset | null
  readonly stage: FaultStage
  readonly deed: Deed
  readonly code: string
  readonly enhanced: string
  readonly text: string
  readonly store: boolean
  readonly delay: string
  readonly how: string
  readonly after: string
  readonly speed: string
  readonly extensions: string
  readonly scope: ScopeKind
  readonly value: string
  /** Empty: the default. */
  readonly times: string
  readonly always: boolean
  readonly ttl: string
  readonly name: string
}

export const EMPTY: Draft = {
  preset: null,
  stage: 'rcpt',
  deed: 'reply',
  code: '451',
  enhanced: '',
  text: '',
  store: false,
  delay: '2s',
  how: '',
  after: '',
  speed: '40',
  extensions: 'STARTTLS',
  scope: 'rcpt',
  value: '',
  times: '',
  always: false,
  ttl: '',
  name: '',
}

/** `at` is the stage of the rule, which a preset has of its own: what is not possible or known there gives way. */
export function fitted(draft: Draft, at: FaultStage): Draft {
  const [first = 'reply'] = DEEDS[at]
  const deed = draft.preset !== null || DEEDS[at].includes(draft.deed) ? draft.deed : first
  const isKnown = STAGES.indexOf(KNOWN_FROM[draft.scope]) <= STAGES.indexOf(at)
  const scope = isKnown ? draft.scope : scopeAt(at)
  return { ...draft, deed, scope, value: scope === draft.scope ? draft.value : '' }
}

/** The narrowest that is known by then. */
function scopeAt(stage: FaultStage): ScopeKind {
  const reached = STAGES.indexOf(stage)
  return SCOPES.find((kind) => kind !== 'inbox' && STAGES.indexOf(KNOWN_FROM[kind]) <= reached) ?? 'all'
}

/** What is left empty is left off, so that the server's default holds; what makes no sense is for the server to say. */
export function specOf(draft: Draft): FaultSpec {
  const { preset, name, ttl, times, always } = draft
  return {
    ...(preset === null ? deedIn(draft) : { preset }),
    scope: scopeIn(draft),
    ...(always ? { times: null } : times !== '' && { times: numeric(times) }),
    ...(ttl !== '' && { ttl }),
    ...(name !== '' && { name }),
  }
}

function scopeIn({ scope, value }: Draft): FaultScope {
  return scope === 'all' ? { all: true } : { [scope]: value.trim() }
}

function deedIn(draft: Draft): FaultSpec {
  const { stage, deed, code, enhanced, text, store } = draft
  const kept = stage === 'end' && store ? { store } : {}
  if (deed !== 'reply') return { stage, action: actionIn(draft, deed), ...kept }
  return {
    stage,
    reply: { code: numeric(code), ...(enhanced !== '' && { enhanced }), ...(text !== '' && { text }) },
    ...kept,
  }
}

function actionIn(draft: Draft, type: FaultAction['type']): FaultActionWish {
  switch (type) {
    case 'stall':
      return { type }
    case 'delay':
      return { type, delay: draft.delay }
    case 'drop':
      return {
        type,
        how: chosen(HOWS.drop, draft.how),
        ...(draft.stage === 'payload' && draft.after !== '' && { after: numeric(draft.after) }),
      }
    case 'trickle': {
      const direction = { direction: chosen(HOWS.trickle, draft.how) }
      return { type, bytesPerSecond: numeric(draft.speed), ...(draft.stage !== 'payload' && direction) }
    }
    case 'garble':
      return { type, how: chosen(HOWS.garble, draft.how) }
    case 'tls':
      return { type, how: chosen(HOWS.tls, draft.how) }
    case 'hide':
      return { type, extensions: draft.extensions.split(/[\s,]+/).filter(Boolean) }
  }
}

/** The way that was chosen; the first where that was one of another action. */
function chosen<T extends string>(ways: readonly [T, ...T[]], how: string): T {
  return ways.find((way) => way === how) ?? ways[0]
}

/** What is no number goes as it was typed: as JSON it would become null, and that is for ever. */
function numeric(typed: string): number {
  const value = Number(typed)
  return typed.trim() !== '' && Number.isFinite(value) ? value : (typed as unknown as number)
}
