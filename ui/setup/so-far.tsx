/** The line that answers "I did send one": what has connected, and why nothing came of it. */
import { useApp, usePart } from '../shell/context.ts'
import { createSetup } from '../state/setup/setup.ts'
import * as words from '../strings/setup.ts'
import { addressOf } from '../state/setup/ways.ts'

export function SoFar() {
  const { navigation } = useApp()
  const { ways, arrivals } = usePart(createSetup)
  const failed = arrivals.failed.value
  const newest = arrivals.newest.value
  // The facts come once a second; a session that has just failed is known before.
  const connections = Math.max(arrivals.spoken.value, failed === null ? 0 : 1)
  const addresses = [...new Set(ways.value.map(addressOf))].join(', ')
  const why = failed !== null && navigation.href({ kind: 'session', id: failed, side: 'timeline' })
  return (
    <p class="so-far" role="status">
      {why !== false && arrivals.kept.value === 0 ? (
        <>
          {words.nothing(connections)}
          <a href={why}>{words.why}</a>
        </>
      ) : (
        <>
          <span>{words.soFar(addresses, connections)} </span>
          {newest !== null && (arrivals.kept.value ?? 0) > 0 && (
            <a href={navigation.href({ kind: 'message', id: newest, tab: null })}>{words.newest}</a>
          )}
        </>
      )}
    </p>
  )
}
