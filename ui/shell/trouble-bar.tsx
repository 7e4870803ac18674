/** What is wrong with the whole page, or new about it, in a line each above the view; nothing is covered by it. */
import { createReunion } from '../state/reunion.ts'
import * as words from '../strings/offline.ts'
import { useApp, usePart } from './context.ts'

export function TroubleBar() {
  const { connection, trouble, dismiss } = useApp()
  const { restarted, newVersion, dismiss: putAway } = usePart(createReunion)
  const offline = connection.state.value.kind === 'offline'
  const problem = offline ? words.stale : connection.problem.value
  // Always there, because a screen reader hears what changes within it, not what it comes with.
  return (
    <div class="troubles" role="status">
      {trouble.value !== null && <Line text={trouble.value} label={words.dismiss} onAct={dismiss} />}
      {problem !== null && <Line text={problem} label={words.retry} onAct={() => connection.retry()} />}
      {restarted.value && <Line text={words.restarted} label={words.dismiss} onAct={putAway} />}
      {newVersion.value !== null && (
        <Line text={words.version(newVersion.value)} label={words.reload} onAct={() => location.reload()} />
      )}
    </div>
  )
}

function Line({ text, label, onAct }: { text: string; label: string; onAct: () => void }) {
  return (
    <p class="trouble">
      <span>{text}</span>
      <button type="button" class="link" onClick={onAct}>
        {label}
      </button>
    </p>
  )
}
