/** What is looked at: everything, the mail of one inbox, or a saved view. The menu is fetched when it is opened. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { lazy } from '../shell/lazy.tsx'
import { inboxOf } from '../state/search/scope.ts'
import { createSearch } from '../state/search/search.ts'
import { createViews } from '../state/search/views.ts'
import { words } from '../strings/search.ts'

const ScopeMenu = lazy(async () => (await import('./scope-menu.tsx')).ScopeMenu)

export function Scope() {
  const { applied } = usePart(createSearch)
  const views = usePart(createViews)
  const isOpen = useSignal(false)
  const opener = useRef<HTMLButtonElement>(null)
  const q = applied.value
  const name = views.named(q) ?? inboxOf(q) ?? (q === '' ? words.everything : words.thisSearch)
  function close(back: boolean): void {
    isOpen.value = false
    if (back) opener.current?.focus()
  }

  return (
    <div class="scope">
      <button
        ref={opener}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-label={words.scopeOf(name)}
        title={words.scopeOf(name)}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <span class="clip">{name}</span>
        <Icon name="down" />
      </button>
      {isOpen.value && <ScopeMenu onClose={close} />}
    </div>
  )
}
