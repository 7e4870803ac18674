/** The sessions: every TCP connection, delivered or not, and the one that is open. */
import { Split } from '../shell/split.tsx'
import { useApp } from '../shell/context.ts'
import { SessionPane } from './session.tsx'

export function Sessions() {
  const { navigation } = useApp()
  const route = navigation.route.value
  return (
    <Split
      list={null}
      pane={route.kind === 'session' ? <SessionPane key={route.id} /> : null}
      open={route.kind === 'session'}
    />
  )
}
