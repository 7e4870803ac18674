/** In the place of the list when there is nothing to list: what would make something appear. */
import { useApp, usePart } from '../shell/context.ts'
import { createSessions } from '../state/session/sessions.ts'
import { addressOf, waysOf } from '../state/setup/ways.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/session.ts'
import { Foreign } from '../shell/foreign.tsx'

export function NoSessions() {
  const { navigation, connection } = useApp()
  const list = usePart(createSessions)
  const info = connection.info.value
  if (list.shown.value !== 'all' || list.words.value !== '') {
    return (
      <div class="notice" data-testid="empty">
        <h2>{words.filteredTitle}</h2>
        <p class="spread">
          {list.shown.value !== 'all' && <span class="chip">{words.shown[list.shown.value]}</span>}
          {list.words.value !== '' && (
            <span class="chip">
              <Foreign text={list.words.value} />
            </span>
          )}
          <span>{info !== null && words.filtered(info.counts.sessions)}</span>
        </p>
        <p>
          <button type="button" class="button" onClick={() => navigation.change({ q: null, outcome: null })}>
            {words.clear}
          </button>
        </p>
      </div>
    )
  }
  const ways = waysOf(info?.listeners ?? [], location.hostname)
  const where = new Map(ways.map((way) => [addressOf(way), way.listener]))
  return (
    <div class="notice" data-testid="empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <ul class="where">
        {[...where].map(([address, listener]) => (
          <li key={address}>
            <code>{address}</code>
            <span>{strings.listeners[listener]}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={navigation.href({ kind: 'setup' })}>{words.emptyLink}</a>
      </p>
    </div>
  )
}
