/** What a line of a conversation shows beside its words: who was waited for and how long, and what its code means. */
import type { Entry, Session } from '../../../contract/session.ts'

export interface Line {
  readonly entry: Entry
  /** Milliseconds since anything was heard before; null for the first. Pipelined commands were waited for by nobody. */
  readonly wait: number | null
  readonly waited: Waited
  readonly verdict: Verdict | null
  readonly dimmed: boolean
  /** Where it stands among commands that came in one go, each shown before its reply. */
  readonly bracket: Bracket | null
}

/** Whose time it was: the sink's to answer, the client's to go on, or that of both, as in a handshake. */
export type Waited = 'sink' | 'client' | 'both'

/** What a reply code says: RFC 5321, section 4.2.1. */
export type Verdict = 'good' | 'temporary' | 'permanent'

export type Bracket = 'first' | 'inside' | 'last'

/** Lines for entries; with a transaction, what belongs to another one is dimmed and what belongs to none is not. */
export function linesOf(entries: readonly Entry[], transaction: number | null): Line[] {
  const brackets = bracketsOf(entries)
  let heard = 0
  return entries.map((entry, at) => {
    const before = entries[at - 1]
    const wait = Math.max(0, entry.at - heard)
    heard = Math.max(heard, entry.at)
    return {
      entry,
      wait: before === undefined ? null : wait,
      waited: waitedOf(entry, before),
      verdict: verdictOf(entry.code),
      dimmed: transaction !== null && entry.transaction !== undefined && entry.transaction !== transaction,
      bracket: brackets.get(entry.n) ?? null,
    }
  })
}

function verdictOf(code: number | undefined): Verdict | null {
  if (code === undefined) return null
  if (code >= 500) return 'permanent'
  return code >= 400 ? 'temporary' : 'good'
}

/**
 * The entry that decided a session that failed, in part or as a whole: the refusal that is its reason, or else what it
 * ended with. Null for a session that is what it should be.
 */
export function decisive({ outcome, reason }: Session, entries: readonly Entry[]): Entry | null {
  if (reason === null || (outcome !== 'nothing' && outcome !== 'partial')) return null
  const isIt = ({ code, kind, from }: Entry) =>
    reason.code === null ? kind === 'garbage' && from === 'client' : code === reason.code
  return entries.find(isIt) ?? entries.find(({ code }) => (code ?? 0) >= 400) ?? entries.at(-1) ?? null
}

/** The first refusal within one transaction. */
export function refusalIn(entries: readonly Entry[], transaction: number): Entry | null {
  return entries.find((entry) => entry.transaction === transaction && (entry.code ?? 0) >= 400) ?? null
}

function waitedOf(entry: Entry, before: Entry | undefined): Waited {
  if (entry.kind === 'tls' || before?.kind === 'payload') return 'both'
  return entry.from === 'server' ? 'sink' : 'client'
}

/** A command that was there before the reply above it was given had not waited for that reply. */
function bracketsOf(entries: readonly Entry[]): Map<number, Bracket> {
  const found = new Map<number, Bracket>()
  let first = -1
  let command = -1
  const close = (last: number) => {
    if (first !== -1) mark(entries, first, last, found)
    first = -1
  }
  for (const [at, entry] of entries.entries()) {
    if (entry.from !== 'client') continue
    const early = command !== -1 && entry.kind === 'command' && isEarly(entry, entries, command, at)
    if (early && first === -1) first = command
    if (!early) close(at - 1)
    command = at
  }
  close(replyAfter(entries, command))
  return found
}

function isEarly(entry: Entry, entries: readonly Entry[], command: number, at: number): boolean {
  const before = entries[command]
  const reply = entries[at - 1]
  if (before?.kind !== 'command' || reply === undefined) return false
  return entry.at === before.at || (reply.from === 'server' && entry.at < reply.at)
}

function replyAfter(entries: readonly Entry[], command: number): number {
  return entries[command + 1]?.from === 'server' ? command + 1 : command
}

function mark(entries: readonly Entry[], first: number, last: number, found: Map<number, Bracket>): void {
  for (let at = first; at <= last; at++) {
    const entry = entries[at]
    if (entry !== undefined) found.set(entry.n, at === first ? 'first' : at === last ? 'last' : 'inside')
  }
}
