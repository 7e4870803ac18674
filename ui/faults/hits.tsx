/** What a rule has struck: when, where in which conversation, and the mail that was kept all the same. */
import type { Fault } from '../../contract/fault.ts'
import { useApp, usePart } from '../shell/context.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/faults.ts'
import { useShown } from './shown.ts'

export function Hits({ fault: { hits, count } }: { fault: Fault }) {
  const { navigation } = useApp()
  const times = usePart(createTimes)
  const { shown, rest, more } = useShown(hits)
  if (count === 0) return <p class="muted">{words.noHits}</p>
  return (
    <div>
      <h4>{words.hits}</h4>
      <ol class="hits">
        {shown.map(({ at, session, entry, message }) => (
          <li key={`${session} ${entry}`} class="flow">
            <time dateTime={at}>{times.moment(at)}</time>
            <a href={navigation.href({ kind: 'session', id: session, side: 'timeline' }, {}, `e${entry}`)}>
              {words.session}
            </a>
            {message !== null && (
              <a href={navigation.href({ kind: 'message', id: message, tab: null })}>{words.message}</a>
            )}
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <button type="button" class="link" onClick={more}>
          {words.more(rest)}
        </button>
      )}
      {count > hits.length && <p class="muted">{words.firstHits(hits.length, count)}</p>}
    </div>
  )
}
