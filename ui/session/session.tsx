/** The reading pane of a session: what came of it and why, in large; then where its time went, and every word. */
import { useEffect } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { Notice } from '../shell/notice.tsx'
import type { Side } from '../state/route.ts'
import { createVisits, type Visit } from '../state/session/visit.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/session.ts'
import { FactsLine } from './facts-line.tsx'
import { FactsSide } from './facts-side.tsx'
import { Head } from './head.tsx'
import { Lints } from './lints.tsx'
import { RawSide } from './raw-side.tsx'
import { Sides } from './sides.tsx'
import { Timeline } from './timeline.tsx'

export function SessionPane({ id, side }: { id: string; side: Side }) {
  const visits = usePart(createVisits)
  useEffect(() => void visits.open(id), [id])
  useEffect(() => () => void visits.open(null), [])
  const visit = visits.visit.value
  if (visit.kind === 'none' || visit.kind === 'loading' || visit.id !== id) return null
  if (visit.kind !== 'ready') return <Missing visit={visit} />
  const { session, transcript } = visit
  return (
    <article class="session" aria-label={words.sessionTitle}>
      <Head session={session} entries={transcript} />
      <FactsLine session={session} />
      <Lints session={session} />
      <Sides id={id} side={side} />
      {side === 'timeline' && <Timeline session={session} entries={transcript} transaction={null} />}
      {side === 'raw' && <RawSide session={session} entries={transcript} />}
      {side === 'facts' && <FactsSide session={session} />}
    </article>
  )
}

function Missing({ visit }: { visit: Extract<Visit, { kind: 'unknown' | 'failed' }> }) {
  const { attempt, navigation } = useApp()
  const visits = usePart(createVisits)
  return (
    <Notice
      title={visit.kind === 'unknown' ? strings.unknownSession : strings.failed}
      text={visit.kind === 'unknown' ? strings.unknownMore : visit.text}
    >
      <p class="spread">
        {visit.kind === 'failed' && (
          <button type="button" class="button" onClick={() => void attempt(() => visits.open(visit.id))}>
            {strings.tryAgain}
          </button>
        )}
        <a href={navigation.href({ kind: 'sessions' })}>{words.back}</a>
      </p>
    </Notice>
  )
}
