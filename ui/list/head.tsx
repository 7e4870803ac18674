/** Above the list: how many there are, what else goes on, and how they are listed. */
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { MenuButton } from '../shell/menu.tsx'
import { createLayout } from '../state/layout.ts'
import { createDeletion } from '../state/list/deletion.ts'
import { createList } from '../state/list/list.ts'
import * as words from '../strings/list.ts'
import { DeleteAll, MenuItems } from './late.ts'

export function ListHead() {
  const { commands } = useApp()
  const list = usePart(createList)
  const { asking } = usePart(createDeletion)
  const { density } = usePart(createLayout)
  const oldest = list.oldestFirst.value
  if (asking.value && list.matching.value > 0) return <DeleteAll />
  return (
    <div class="list-head">
      <p class="counts muted">{list.loaded.value && <Counts />}</p>
      <AttemptsToggle />
      <button
        type="button"
        class="icon-button"
        aria-label={words.sortTitle(oldest)}
        title={words.sortTitle(oldest)}
        data-oldest={oldest}
        onClick={list.sort}
      >
        <Icon name="sort" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.density[density.value.value]}
        title={`${words.density[density.value.value]} (.)`}
        onClick={() => commands.run('view.density')}
      >
        <Icon name="rows" />
      </button>
      <MenuButton icon="more" label={words.menu}>
        {() => <MenuItems />}
      </MenuButton>
    </div>
  )
}

function Counts() {
  const list = usePart(createList)
  const matching = list.matching.value
  const unread = list.unreadHere.value
  return (
    <>
      <span>
        {list.query.value === '' || list.problem.value !== null ? words.messages(matching) : words.found(matching)}
      </span>
      {(unread > 0 || list.onlyUnread.value) && (
        <span>
          {' '}
          ·{' '}
          <button
            type="button"
            class="chip"
            aria-pressed={list.onlyUnread.value}
            title={words.unreadTitle}
            onClick={list.flipUnread}
          >
            {words.unread(unread)}
          </button>
        </span>
      )}
    </>
  )
}

/** Not a switch of its own where there are mails only. */
function AttemptsToggle() {
  const list = usePart(createList)
  const shown = list.showAttempts.value.value
  const count = list.attempts.failures.value
  if (count === 0) return null
  const mailsOnly = list.mailsOnly.value
  const state = mailsOnly ? words.attemptsElsewhere : shown ? words.attemptsShown : words.attemptsHidden
  return (
    <button
      type="button"
      class="icon-button attempts-toggle"
      aria-pressed={shown && !mailsOnly}
      aria-label={words.attempts(count)}
      title={`${words.attempts(count)}, ${state}`}
      disabled={mailsOnly}
      onClick={() => list.showAttempts.choose(!shown)}
    >
      <Icon name="alert" />
      {count > 999 ? '999+' : count}
    </button>
  )
}

/** What goes on beside: connections in progress, and knocks at the door. */
export function Others() {
  const { navigation } = useApp()
  const list = usePart(createList)
  const open = list.attempts.open.value
  const probes = list.withAttempts.value ? list.attempts.knocks.value : 0
  const [only] = open
  if (only === undefined && probes === 0) return null
  const shown = list.showProbes.value.value
  return (
    <p class="others-line muted flow">
      {only !== undefined && (
        <a
          href={
            open.length === 1
              ? navigation.href({ kind: 'session', id: only, side: 'timeline' })
              : navigation.href({ kind: 'sessions' }, { outcome: 'open' })
          }
        >
          {words.open(open.length)}
        </a>
      )}
      {probes > 0 && (
        <span title={words.probesTitle}>
          {shown ? words.probesShown(probes) : words.probesHidden(probes)} ·{' '}
          <button type="button" class="link" onClick={() => list.showProbes.choose(!shown)}>
            {shown ? words.hide : words.show}
          </button>
        </span>
      )}
    </p>
  )
}
