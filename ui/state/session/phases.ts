/** Where the time of a session went: its stretches from the greeting to the end, each with who was waited for. */
import type { Line, Waited } from './entry.ts'

export interface Phase {
  /** `greeting`, `TLS`, `end`, or the verb of the command. */
  readonly name: string
  /** The number of its first entry. */
  readonly entry: number
  /** How many there were of it, where several are told as one. */
  readonly times: number
  readonly spent: Readonly<Record<Waited, number>>
}

/** More than this is no picture any more: then each kind is told once, with its sum. */
const MOST = 16

const VERBS = new Set(
  'HELO EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY EXPN HELP QUIT XCLIENT XFORWARD'.split(' '),
)

export function phasesOf(lines: readonly Line[]): Phase[] {
  const phases: { name: string; entry: number; times: number; spent: Record<Waited, number> }[] = []
  let name = 'greeting'
  for (const { entry, wait, waited } of lines) {
    if (entry.kind === 'tls') name = 'TLS'
    else if (entry.kind === 'close') name = 'end'
    else if (entry.kind === 'payload') name = 'DATA'
    else if (entry.from === 'client') name = entry.verb !== undefined && VERBS.has(entry.verb) ? entry.verb : 'other'
    const last = phases.at(-1)
    const again = entry.from === 'client' && entry.kind === 'command'
    const phase =
      last?.name === name ? last : { name, entry: entry.n, times: 0, spent: { sink: 0, client: 0, both: 0 } }
    if (phase !== last) phases.push(phase)
    if (again || phase.times === 0) phase.times++
    phase.spent[waited] += wait ?? entry.at
  }
  return phases.length > MOST ? summed(phases) : phases
}

export function spentIn({ spent }: Phase): number {
  return spent.sink + spent.client + spent.both
}

function summed(phases: readonly Phase[]): Phase[] {
  const kinds = new Map<string, Phase>()
  for (const phase of phases) {
    const known = kinds.get(phase.name)
    kinds.set(phase.name, known === undefined ? phase : added(known, phase))
  }
  return [...kinds.values()]
}

function added(known: Phase, more: Phase): Phase {
  const spent = {
    sink: known.spent.sink + more.spent.sink,
    client: known.spent.client + more.spent.client,
    both: known.spent.both + more.spent.both,
  }
  return { ...known, times: known.times + more.times, spent }
}
