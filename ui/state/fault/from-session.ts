/** A rule that does to others what happened in a session: the same refusal at the same stage, or else one at all. */
import type { FaultStage } from '../../../contract/fault.ts'
import type { Entry, SessionWithTranscript } from '../../../contract/session.ts'
import { EMPTY, type Draft } from './draft.ts'

const VERBS: Readonly<Partial<Record<string, FaultStage>>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  QUIT: 'quit',
}

interface Refusal {
  readonly entry: Entry
  readonly stage: FaultStage
  /** What was answered by it; null for a refusal of the connection. */
  readonly to: Entry | null
}

export function fromSession(session: SessionWithTranscript): Draft {
  const refusal = refusalIn(session.transcript)
  if (refusal === null) return { ...EMPTY, ...deliveredTo(session) }
  const { entry, stage } = refusal
  return {
    ...EMPTY,
    stage,
    code: String(entry.code),
    enhanced: entry.enhanced ?? '',
    text: textOf(entry),
    ...scopeOf(session, refusal),
  }
}

function refusalIn(transcript: readonly Entry[]): Refusal | null {
  for (const [at, entry] of transcript.entries()) {
    if (entry.from !== 'server' || (entry.code ?? 0) < 400) continue
    const to = transcript.slice(0, at).findLast(({ from }) => from === 'client') ?? null
    const stage = to === null ? 'connect' : stageOf(to)
    // What was no command at all has no stage at which a rule could strike.
    if (stage !== null) return { entry, stage, to }
  }
  return null
}

function stageOf({ kind, verb }: Entry): FaultStage | null {
  if (kind === 'payload') return 'end'
  if (kind === 'auth') return 'auth'
  return VERBS[verb?.toUpperCase() ?? ''] ?? null
}

/** The narrowest scope that is known at the stage. */
function scopeOf(session: SessionWithTranscript, { stage, entry, to }: Refusal): Pick<Draft, 'scope' | 'value'> {
  const within = session.transcript.filter(({ transaction }) => transaction === entry.transaction)
  const recipient = stage === 'rcpt' ? pathIn(to) : pathIn(within.find(({ verb }) => verb === 'RCPT') ?? null)
  if ((stage === 'rcpt' || stage === 'data' || stage === 'end') && recipient) return { scope: 'rcpt', value: recipient }
  const sender = stage === 'mail' ? pathIn(to) : null
  if (sender) return { scope: 'mailFrom', value: sender }
  if (stage === 'auth' && session.auth !== null) return { scope: 'user', value: session.auth.user }
  return { scope: 'address', value: session.remote.address }
}

/** Nothing was refused: the next time its first recipient is, or as much of the way there as it came. */
function deliveredTo({ transcript, remote }: SessionWithTranscript): Pick<Draft, 'stage' | 'scope' | 'value'> {
  const recipient = pathIn(transcript.find(({ verb }) => verb === 'RCPT') ?? null)
  if (recipient) return { stage: 'rcpt', scope: 'rcpt', value: recipient }
  const sender = pathIn(transcript.find(({ verb }) => verb === 'MAIL') ?? null)
  if (sender) return { stage: 'mail', scope: 'mailFrom', value: sender }
  return { stage: 'ehlo', scope: 'address', value: remote.address }
}

function pathIn(entry: Entry | null): string | null {
  return /:\s*<([^>]*)>/.exec(entry?.text ?? '')?.[1] ?? null
}

/** Without the codes, which have fields of their own. */
function textOf({ text }: Entry): string {
  return text.replace(/^\d{3}[ -]?(?:\d\.\d{1,3}\.\d{1,3} ?)?/gm, '').trim()
}
