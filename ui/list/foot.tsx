/** Below the list: that there is more than it holds, and what a limit has dropped. */
import { useSignal } from '@preact/signals'
import { useApp, usePart } from '../shell/context.ts'
import { number, size } from '../state/format.ts'
import { createList } from '../state/list/list.ts'
import * as words from '../strings/list-late.ts'

export function ListFoot() {
  const { connection, attempt } = useApp()
  const list = usePart(createList)
  const busy = useSignal(false)
  const info = connection.info.value
  const dropped = info?.counts.evicted ?? 0
  const mails = list.mails.value

  async function extend(): Promise<void> {
    busy.value = true
    await attempt(() => mails.extend())
    busy.value = false
  }

  return (
    <footer class="list-foot small muted">
      {mails.full.value && (
        <p>
          {words.holds(mails.rows.value.length, mails.total.value)}{' '}
          <button type="button" class="link" disabled={busy.value} onClick={() => void extend()}>
            {words.loadMore}
          </button>
        </p>
      )}
      {info !== null && dropped > 0 && (
        <p>
          {words.dropped(dropped)} (
          {words.droppedLimit(`${number(info.limits.messages)} messages, ${size(info.limits.memory)}`)})
        </p>
      )}
    </footer>
  )
}
