/** The list: mails, and the sessions that delivered none, newest first. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../shell/context.ts'
import { routeOf, openRow } from '../state/rows.ts'
import { strings } from '../strings/common.ts'
import { useAnchoredScroll } from './anchor.ts'
import { AttemptRow } from './attempt-row.tsx'
import { KeysLegend } from './keys-legend.tsx'
import { MessageRow } from './message-row.tsx'

export function List() {
  const { inbox, navigation } = useApp()
  const route = navigation.route.value
  const rows = inbox.rows.value
  const open = openRow(rows, route)
  const list = useRef<HTMLDivElement>(null)
  const loaded = inbox.loaded.value
  useAnchoredScroll(list)
  // Once, for an address that was followed here; afterwards the list moves only for whoever moves it.
  useEffect(() => list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }), [loaded])
  return (
    <div class="list" role="region" aria-label={strings.listLabel}>
      <Counts />
      <div class="rows" ref={list}>
        <ol>
          {rows.map((row, at) => {
            const key = `${row.kind} ${row.id}`
            const shared = { href: navigation.href(routeOf(row, route)), open: at === open }
            if (row.kind === 'message') return <MessageRow key={key} {...shared} message={row.message} />
            return <AttemptRow key={key} {...shared} session={row.session} at={row.at} />
          })}
        </ol>
        {loaded && rows.length === 0 && <p class="nothing">{strings.nothingYet}</p>}
        <Older />
      </div>
      <KeysLegend />
    </div>
  )
}

function Counts() {
  const { inbox } = useApp()
  if (!inbox.loaded.value) return <p class="counts" />
  const failed = inbox.attempts.value.length
  const [newestOpen] = inbox.open.value
  return (
    <p class="counts">
      <span>{strings.messages(inbox.total.value)}</span>
      {failed > 0 && <span class="failed">{strings.attempts(failed)}</span>}
      {newestOpen !== undefined && (
        <a href={`sessions/${newestOpen.id}`}>{strings.openSessions(inbox.open.value.length)}</a>
      )}
    </p>
  )
}

function Older() {
  const { inbox, attempt } = useApp()
  if (inbox.older.value === 'all') return null
  if (inbox.older.value === 'full') {
    return <p class="older">{strings.listFull(inbox.rows.value.filter(({ kind }) => kind === 'message').length)}</p>
  }
  return (
    <p class="older">
      <button type="button" class="button" onClick={() => void attempt(() => inbox.showOlder())}>
        {strings.showOlder}
      </button>
    </p>
  )
}
