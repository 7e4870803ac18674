/** What a client got wrong and was let pass: it works here, and may not elsewhere. */
import type { Lint, Session } from '../../contract/session.ts'
import { useApp } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import * as words from '../strings/session.ts'

/** The same departure a thousand times is told a few times. */
const MOST = 20

export function Lints({ session: { lints } }: { session: Session }) {
  if (lints.length === 0) return null
  return (
    <details class="lints">
      <summary>
        <Icon name="alert" /> {words.lintsTitle(lints.length)}
      </summary>
      <ul>
        {lints.slice(0, MOST).map((lint, at) => (
          <li key={at}>
            <strong>{words.lints[lint.rule]}</strong> <Place lint={lint} />
            <p>
              <Foreign text={lint.text} />
            </p>
          </li>
        ))}
      </ul>
      {lints.length > MOST && <p class="muted">+{lints.length - MOST}</p>}
    </details>
  )
}

function Place({ lint: { entry, line } }: { lint: Lint }) {
  const { navigation } = useApp()
  const route = navigation.route.value
  const there = route.kind === 'session' ? { ...route, side: 'timeline' as const } : route
  return (
    <>
      {entry !== null && <a href={navigation.href(there, {}, `e${entry}`)}>{words.lintEntry(entry)}</a>}{' '}
      {line !== null && <span class="muted">{words.lintLine(line)}</span>}
    </>
  )
}
