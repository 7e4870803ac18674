/** How many mails the search finds, of how many are kept; told again when it changes. */
import { usePart } from '../shell/context.ts'
import { number } from '../state/format.ts'
import { createList } from '../state/list/list.ts'
import * as words from '../strings/search.ts'

export function Result() {
  const { loaded, matching, kept, problem } = usePart(createList)
  // A search that cannot be understood finds nothing; what is listed then is what was listed before.
  if (!loaded.value || problem.value !== null) return null
  return (
    <span class="strip-result muted" role="status">
      {words.result(number(matching.value), number(kept.value))}
    </span>
  )
}
