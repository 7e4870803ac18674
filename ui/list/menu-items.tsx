/** What can be done with all messages at once. */
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createDeletion } from '../state/list/deletion.ts'
import { createList } from '../state/list/list.ts'
import { createSelection } from '../state/list/selection.ts'
import { words } from '../strings/list-late.ts'
import { words as common } from '../strings/list.ts'

export function MenuItems() {
  const { commands } = useApp()
  const list = usePart(createList)
  const { autoOpen } = usePart(createSelection)
  const deletion = usePart(createDeletion)
  const count = list.matching.value
  const offline = deletion.offline()
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
        disabled={count === 0 || offline}
        title={offline ? common.offline : undefined}
        onClick={run('list.deleteAll')}
      >
        {words.deleteAll(count)}
      </button>
    </>
  )
}
