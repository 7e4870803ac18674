/** The list of messages, and between them the attempts that delivered nothing. */
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { createList } from '../state/list/list.ts'
import { createSelection } from '../state/list/selection.ts'
import * as words from '../strings/list.ts'
import { ListHead, Others } from './head.tsx'
import { BulkBar, fetchLate, ListFoot, Nothing } from './late.ts'
import { Rows } from './rows.tsx'

/** Milliseconds after which what is not needed at once is fetched. */
const SOON = 1000

export function List() {
  const { connection } = useApp()
  const list = usePart(createList)
  const selection = usePart(createSelection)
  const mails = list.mails.value
  const dropped = connection.info.value?.counts.evicted ?? 0
  useEffect(() => {
    const timer = setTimeout(fetchLate, SOON)
    return () => clearTimeout(timer)
  }, [])
  useNarrow((is) => (selection.narrow.value = is))
  return (
    <div
      class="list"
      role="region"
      aria-label={words.label}
      onFocusIn={() => (selection.inList.value = true)}
      onFocusOut={() => (selection.inList.value = false)}
    >
      <div class="head-box">{selection.chosen.value.size > 0 ? <BulkBar /> : <ListHead />}</div>
      <Others />
      <Rows />
      {list.loaded.value && list.rows.value.length === 0 && <Nothing />}
      {(mails.full.value || dropped > 0) && <ListFoot />}
    </div>
  )
}

/** As page.css and split.css have it: below this width the list and what is open take turns. */
function useNarrow(tell: (is: boolean) => void): void {
  useLayoutEffect(() => {
    const query = matchMedia('(max-width: 699px)')
    const say = () => tell(query.matches)
    say()
    query.addEventListener('change', say)
    return () => query.removeEventListener('change', say)
  }, [])
}
