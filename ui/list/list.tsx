/** The list of messages, and between them the attempts that delivered nothing. */
import { useLayoutEffect } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { createList } from '../state/list/list.ts'
import { createSelection } from '../state/list/selection.ts'
import { words } from '../strings/list.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ListFoot } from './foot.tsx'
import { ListHead, Others } from './head.tsx'
import { Nothing } from './nothing.tsx'
import { Rows } from './rows.tsx'
import '../style/list.css'

export function List() {
  const list = usePart(createList)
  const selection = usePart(createSelection)
  useNarrow((is) => (selection.narrow.value = is))
  return (
    <div
      class="list"
      role="region"
      aria-label={words.label}
      onFocusIn={() => (selection.inList.value = true)}
      onFocusOut={() => (selection.inList.value = false)}
    >
      {selection.chosen.value.size > 0 ? <BulkBar /> : <ListHead />}
      <Others />
      <Rows />
      {list.loaded.value && list.rows.value.length === 0 && <Nothing />}
      <ListFoot />
    </div>
  )
}

/** As page.css and split.css have it: below this width the list and what is open take turns. */
function useNarrow(tell: (is: boolean) => void): void {
  const app = useApp()
  useLayoutEffect(() => {
    const query = matchMedia('(max-width: 699px)')
    const say = () => tell(query.matches)
    say()
    query.addEventListener('change', say)
    return () => query.removeEventListener('change', say)
  }, [app])
}
