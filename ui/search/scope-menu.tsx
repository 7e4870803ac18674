/** The scopes there are: everything, the inboxes that tests have open, and the views that were saved here. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Inbox } from '../../contract/inbox.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { inboxOf, withInbox } from '../state/search/scope.ts'
import { createSearch } from '../state/search/search.ts'
import { createViews, type View } from '../state/search/views.ts'
import * as words from '../strings/search.ts'

export function ScopeItems() {
  const { applied, use } = usePart(createSearch)
  const views = usePart(createViews)
  const inboxes = useInboxes()
  const q = applied.value
  const here = inboxOf(q)

  return (
    <>
      <Item name={words.everything} checked={q === ''} onChoose={() => use('')} />
      <div role="group" aria-label={words.inboxes}>
        <p class="menu-title">{words.inboxes}</p>
        {inboxes?.map(({ id, name, messages }) => (
          <Item
            key={id}
            name={name ?? id}
            more={name === null ? undefined : id}
            count={messages}
            checked={id === here}
            onChoose={() => use(withInbox(q, id))}
          />
        ))}
        {inboxes?.length === 0 && <p class="menu-note muted">{words.noInboxes}</p>}
      </div>
      <div role="group" aria-label={words.views}>
        <p class="menu-title">{words.views}</p>
        {views.all.value.map((view) => (
          <ViewItem key={view.name} view={view} checked={view.q === q} onChoose={() => use(view.q)} />
        ))}
        {views.all.value.length === 0 && <p class="menu-note muted">{words.noViews}</p>}
      </div>
    </>
  )
}

interface ItemProps {
  readonly name: string
  readonly more?: string | undefined
  readonly count?: number
  readonly checked: boolean
  readonly onChoose: () => void
}

function Item({ name, more, count, checked, onChoose }: ItemProps) {
  return (
    <button type="button" role="menuitemradio" aria-checked={checked} tabIndex={-1} onClick={onChoose}>
      {checked && <Icon name="check" />}
      <span class="menu-name">
        <Foreign text={name} />
        {more !== undefined && (
          <small class="muted">
            <Foreign text={more} />
          </small>
        )}
      </span>
      {count !== undefined && <small class="muted">{words.inboxCount(count)}</small>}
    </button>
  )
}

function ViewItem({ view, checked, onChoose }: { view: View; checked: boolean; onChoose: () => void }) {
  const views = usePart(createViews)
  const { toasts } = useApp()
  return (
    <div class="menu-pair" role="none">
      <Item name={view.name} more={view.q} checked={checked} onChoose={onChoose} />
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-label={words.removeView(view.name)}
        title={words.removeView(view.name)}
        onClick={() => {
          views.remove(view.name)
          toasts.show(words.removed(view.name), { action: { label: words.undo, run: () => views.save(view) } })
        }}
      >
        <Icon name="cross" />
      </button>
    </div>
  )
}

/** Read anew each time the menu is opened; null until they are there. */
function useInboxes(): readonly Inbox[] | null {
  const { api } = useApp()
  const inboxes = useSignal<readonly Inbox[] | null>(null)
  useEffect(() => {
    api.inboxes().then(
      (found) => (inboxes.value = found),
      () => (inboxes.value = []),
    )
  }, [])
  return inboxes.value
}
