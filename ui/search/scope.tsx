/** What is looked at: everything, the mail of one inbox, or a saved view. What there is is fetched when the menu is opened. */
import { usePart } from '../shell/context.ts'
import { lazy } from '../shell/lazy.tsx'
import { MenuButton } from '../shell/menu.tsx'
import { inboxOf } from '../state/search/scope.ts'
import { createSearch } from '../state/search/search.ts'
import { createViews } from '../state/search/views.ts'
import * as words from '../strings/search.ts'

const ScopeItems = lazy((late) => late.ScopeItems)

export function Scope() {
  const { applied } = usePart(createSearch)
  const views = usePart(createViews)
  const q = applied.value
  const name = views.named(q) ?? inboxOf(q) ?? (q === '' ? words.everything : words.thisSearch)
  return (
    <div class="scope">
      <MenuButton text={<span class="clip">{name}</span>} icon="down" label={words.scopeOf(name)}>
        {() => <ScopeItems />}
      </MenuButton>
    </div>
  )
}
