/** The places of the page: on the left, or at the bottom of a narrow one. */
import { createFaults } from '../state/fault/faults.ts'
import { createList } from '../state/list/list.ts'
import { areaOf, parseRoute, type Area } from '../state/route.ts'
import * as words from '../strings/shell.ts'
import { useApp, usePart } from './context.ts'
import { Icon, type IconName } from './icon.tsx'

const PLACES: readonly { area: Area; icon: IconName }[] = [
  { area: 'messages', icon: 'mail' },
  { area: 'sessions', icon: 'exchange' },
  { area: 'faults', icon: 'bolt' },
  { area: 'setup', icon: 'plug' },
  { area: 'settings', icon: 'gear' },
]

export function Rail() {
  const { navigation } = useApp()
  const here = areaOf(navigation.route.value)
  return (
    <nav class="rail" aria-label={words.areasLabel}>
      {PLACES.map(({ area, icon }) => (
        <a
          key={area}
          href={navigation.href(parseRoute(area))}
          aria-current={area === here ? 'page' : undefined}
          data-testid={`nav-${area}`}
        >
          <Icon name={icon} />
          <span>{words.areas[area]}</span>
          <Count area={area} />
        </a>
      ))}
    </nav>
  )
}

/** What waits for attention there, in colour, and with its meaning in words for who cannot see that. */
function Count({ area }: { area: Area }) {
  const list = usePart(createList)
  if (area === 'messages') return <Badge kind="unread" count={list.unread.value} meaning={words.unread} />
  if (area === 'sessions') return <Badge kind="failed" count={list.attempts.failures.value} meaning={words.failed} />
  if (area === 'faults') return <FaultCount />
  return null
}

/** Who misses a mail should see that a rule may have taken it. */
function FaultCount() {
  return <Badge kind="fault" count={usePart(createFaults).active.value.length} meaning={words.rulesActive} />
}

function Badge({ kind, count, meaning }: { kind: string; count: number; meaning: string }) {
  if (count === 0) return null
  return (
    <span class="rail-count" data-kind={kind} title={`${count} ${meaning}`}>
      {count > 999 ? '999+' : count}
      <span class="hidden-text"> {meaning}</span>
    </span>
  )
}
