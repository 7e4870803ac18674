/** What a test says to make the sink misbehave, and what it holds then. The rules are told in docs/faults.md. */
import type * as Wire from '../contract/fault.ts'
import type { Criteria } from './criteria.ts'
import type { Duration } from './sink.ts'

/** Whose mail is meant: criteria on the envelope and the session, or expressly everybody's. */
export type FaultScope = { all: true } | Criteria

export interface FaultReplyOptions {
  /** 400 to 599: a failure for now, or for good. */
  code: number
  /** Such as `4.7.1`. Default: what the code means at this stage; null for none. */
  enhanced?: string | null
  /** Several lines become a reply of so many. */
  text?: string | string[]
}

/** Instead of a reply: `{ type: 'drop', how: 'rst' }`, `{ type: 'stall' }`, … */
export type FaultActionOptions = Exclude<Wire.FaultActionWish, { type: 'delay' }> | { type: 'delay'; delay: Duration }

/**
 * A rule: at a `stage`, a `reply` or an `action`; or a `preset`, whose parts hold where nothing else is said.
 *
 *     { stage: 'rcpt', reply: { code: 451, text: 'Try again later' }, times: 2 }
 *     { stage: 'end', action: { type: 'drop' }, store: true }
 *     { preset: 'greylisting', for: '500ms' }
 */
export interface FaultOptions {
  preset?: Wire.FaultPreset
  /** For people. Default: what it does, such as `451 at rcpt`. */
  name?: string
  scope?: FaultScope
  stage?: Wire.FaultStage
  reply?: FaultReplyOptions
  action?: FaultActionOptions
  /** Of `end`: the mail is kept, and then it fails. */
  store?: boolean
  /** What `skip`, `times`, `window` and `for` count by. Default `rule`: one count for all. */
  per?: Wire.FaultPer
  /** How many are let pass first. */
  skip?: number
  /** How often it strikes. Default 1; Infinity, or null, for as often as it matches. */
  times?: number | null
  /** The counts begin anew so long after the first match. */
  window?: Duration | null
  /** It strikes no longer than this after its first strike. */
  for?: Duration | null
  /** When it ends by itself, so that a test that was killed leaves none behind. Default 60 s, at most 24 h. */
  ttl?: Duration
  /** Of a strike, where it would strike: 0 to 1. */
  probability?: number
  /** The same seed, the same decisions. Default: a new one each time. */
  seed?: number
  /** When it was not hit by the end: a fault that never struck makes a test of a retry prove nothing. Default `fail`. */
  onUnhit?: 'fail' | 'warn' | 'ignore'
}

/** One strike. */
export interface FaultHit extends Omit<Wire.FaultHit, 'at'> {
  readonly at: Date
}

/**
 * A fault in the hands of a test. Its disposal fails with FaultNotHitError when it was never hit, and takes it away.
 *
 *     await using fault = await inbox.fault('greylisting')
 */
export interface Fault extends AsyncDisposable {
  readonly id: string
  readonly name: string
  readonly stage: Wire.FaultStage
  /** `state`, `count` and `hits` are as of the last look; `refresh()` and `hit()` look anew. */
  readonly state: Wire.FaultState
  /** How often it has struck. */
  readonly count: number
  /** The first 1,000 strikes. */
  readonly hits: readonly FaultHit[]
  /**
   * The n-th strike, come already or yet to come; without `n` the first. Gives up after 5 s (`timeout`) with a
   * FaultNotHitError, which explains what came by instead.
   */
  hit(n?: number, options?: { timeout?: Duration; signal?: AbortSignal }): Promise<FaultHit>
  /** Looks at the sink, and gives this same fault. */
  refresh(): Promise<Fault>
  /** Takes it away, hit or not. */
  remove(): Promise<void>
}
