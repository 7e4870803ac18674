/** What can be done with all messages at once. */
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createList } from '../state/list/list.ts'
import { createNewest } from '../state/list/newest.ts'
import { createOffline } from '../state/offline.ts'
import * as words from '../strings/list-late.ts'

export function MenuItems() {
  const { commands } = useApp()
  const list = usePart(createList)
  const { autoOpen } = usePart(createNewest)
  const count = list.matching.value
  const offline = usePart(createOffline).reason.value
  const q = list.query.value
  const run = (id: string) => () => void commands.run(id)
  return (
    <>
      <button
        type="button"
        role="menuitemcheckbox"
        tabIndex={-1}
        aria-checked={autoOpen.value.value}
        onClick={run('list.autoOpen')}
      >
        {words.autoOpen}
        {autoOpen.value.value && <Icon name="check" />}
      </button>
      <button type="button" role="menuitem" tabIndex={-1} disabled={count === 0} onClick={run('list.markAllRead')}>
        {words.markAllRead}
      </button>
      {count > 0 && (
        <a
          role="menuitem"
          tabIndex={-1}
          download
          href={q === '' ? 'api/export' : `api/export?${new URLSearchParams({ q }).toString()}`}
        >
          {words.exportAll(count)}
        </a>
      )}
      <button
        type="button"
        role="menuitem"
        class="danger"
        tabIndex={-1}
        disabled={count === 0 || offline !== null}
        title={offline ?? undefined}
        onClick={run('list.deleteAll')}
      >
        {words.deleteAll(count)}
      </button>
    </>
  )
}
