/** The places of the page: on the left, or at the bottom of a narrow one. */
import { areaOf, parseRoute, type Area } from '../state/route.ts'
import { words } from '../strings/shell.ts'
import { useApp } from './context.ts'
import { Icon, type IconName } from './icon.tsx'
import '../style/rail.css'

const PLACES: readonly { area: Area; icon: IconName }[] = [
  { area: 'messages', icon: 'mail' },
  { area: 'sessions', icon: 'exchange' },
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

/** What waits for attention there: in red, with its meaning in words for who cannot see red. */
function Count({ area }: { area: Area }) {
  const { inbox } = useApp()
  const failed = area === 'sessions' ? inbox.attempts.value.length : 0
  if (failed === 0) return null
  return (
    <span class="rail-count" title={`${failed} delivered nothing`}>
      {failed > 999 ? '999+' : failed}
    </span>
  )
}
