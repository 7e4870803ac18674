/** One line under the top bar when something is wrong: what, and that nothing that was read is lost. */
import { strings } from '../strings/common.ts'
import { useApp } from './context.ts'

export function TroubleBar() {
  const { connection, trouble, dismiss } = useApp()
  const offline = connection.state.value.kind === 'offline'
  const text = trouble.value ?? (offline ? strings.stale : connection.problem.value)
  if (text === null) return null
  return (
    <div class="trouble" role="alert">
      <span>{text}</span>
      {trouble.value !== null && (
        <button type="button" class="link" onClick={dismiss}>
          {strings.dismiss}
        </button>
      )}
    </div>
  )
}
