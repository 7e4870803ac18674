/** The sessions: every TCP connection, delivered or not, and the one that is open. */
import { useEffect } from 'preact/hooks'
import { Split } from '../shell/split.tsx'
import { useApp } from '../shell/context.ts'
import { sessionCommands } from '../state/session/commands.ts'
import { SessionList } from './session-list.tsx'
import { SessionPane } from './session.tsx'

export function Sessions() {
  const app = useApp()
  const route = app.navigation.route.value
  useEffect(() => app.commands.add(sessionCommands(app)), [])
  return (
    <div class="sessions">
      <Split
        list={<SessionList />}
        pane={route.kind === 'session' ? <SessionPane key={route.id} id={route.id} side={route.side} /> : null}
        open={route.kind === 'session'}
      />
    </div>
  )
}
