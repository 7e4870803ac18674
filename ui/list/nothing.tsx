/** What stands where no row does: that nothing has come, or that nothing matches, and the way on. */
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { createList } from '../state/list/list.ts'
import { parseRoute } from '../state/route.ts'
import * as words from '../strings/list-late.ts'

export function Nothing() {
  const { navigation } = useApp()
  const list = usePart(createList)
  const query = list.query.value
  const failures = list.attempts.failures.value
  if (list.onlyUnread.value && list.matching.value > 0) {
    return (
      <div class="nothing muted" data-testid="empty">
        <p>{words.noneUnread(list.matching.value)}</p>
        <p>
          <button type="button" class="button" onClick={list.flipUnread}>
            {words.showAll}
          </button>
        </p>
      </div>
    )
  }
  const sessions = failures > 0 && (
    <p>
      <a href={navigation.href(parseRoute('sessions'), { outcome: 'nothing', q: null })}>
        {words.attemptsInstead(failures)}
      </a>
    </p>
  )
  if (query === '') {
    return (
      <div class="nothing muted" data-testid="empty">
        <p>{words.nothingYet}</p>
        {sessions}
      </div>
    )
  }
  return (
    <div class="nothing muted" data-testid="empty">
      <p class="asked">
        <code>
          <Foreign text={query} />
        </code>
      </p>
      <p>{words.noMatch(list.kept.value)}</p>
      {navigation.route.value.kind === 'latest' && <p>{words.waitingLatest}</p>}
      <p>
        <button type="button" class="button" onClick={list.clear}>
          {words.clearFilters}
        </button>
      </p>
      {sessions}
    </div>
  )
}
