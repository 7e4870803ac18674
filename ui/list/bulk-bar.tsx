/** What can be done with the mails that are selected; it takes the place of the counts. */
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createList } from '../state/list/list.ts'
import { createMarks } from '../state/list/marks.ts'
import { createSelection } from '../state/list/selection.ts'
import { createOffline } from '../state/offline.ts'
import * as words from '../strings/list-late.ts'

/** As many ids as an address holds for certain. */
const MOST_EXPORTED = 150

export function BulkBar() {
  const { commands } = useApp()
  const selection = usePart(createSelection)
  const { read } = usePart(createMarks)
  const chosen = [...selection.chosen.value]
  const count = chosen.length
  const offline = usePart(createOffline).reason.value
  const allRead = chosen.every((id) => read.has(id))
  return (
    <div class="list-head bulk" role="group" aria-label={words.bulk} data-testid="bulk">
      <p class="counts muted" role="status">
        {words.selected(count)}
      </p>
      <button
        type="button"
        class="button"
        disabled={offline !== null}
        title={offline ?? words.deleteTitle(count)}
        onClick={() => commands.run('list.delete')}
      >
        <Icon name="trash" />
        <span>{words.remove}</span>
      </button>
      <button
        type="button"
        class="button"
        disabled={count !== 2}
        title={count === 2 ? words.compareTitle : words.compareTwo}
        onClick={() => selection.compare()}
      >
        <Icon name="compare" />
        <span>{words.compare}</span>
      </button>
      <button
        type="button"
        class="button"
        title={`${allRead ? words.markUnread : words.markRead} (r)`}
        onClick={() => read.set(chosen, !allRead)}
      >
        <Icon name="eye" />
        <span>{allRead ? words.markUnread : words.markRead}</span>
      </button>
      <Export ids={chosen} />
      <button
        type="button"
        class="icon-button"
        aria-label={words.unselect}
        title={`${words.unselect} (Esc)`}
        onClick={() => {
          selection.clear()
          selection.focus('list')
        }}
      >
        <Icon name="cross" />
      </button>
    </div>
  )
}

function Export({ ids }: { ids: readonly string[] }) {
  const list = usePart(createList)
  const q = list.query.value
  const isAll = ids.length === list.matching.value
  if (ids.length > MOST_EXPORTED && !isAll) {
    return (
      <button type="button" class="button" disabled title={words.exportTooMany(MOST_EXPORTED)}>
        <Icon name="download" />
        <span>{words.exporting}</span>
      </button>
    )
  }
  const search = new URLSearchParams()
  if (!isAll) search.set('criteria', JSON.stringify({ any: ids.map((id) => ({ id })) }))
  else if (q !== '') search.set('q', q)
  return (
    <a class="button" download title={words.exportTitle} href={`api/export?${search.toString()}`}>
      <Icon name="download" />
      <span>{words.exporting}</span>
    </a>
  )
}
