/** The mail within a conversation: how large it was and what became of it; its bytes only when somebody asks. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Entry } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign, Marked } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { count } from '../state/format.ts'
import { pathOf } from '../state/route.ts'
import { payloadFacts } from '../state/session/spoken.ts'
import { createTalk } from '../state/session/talk.ts'
import { textOf } from '../state/visible.ts'
import * as words from '../strings/session.ts'

/** More of a mail has its place in the mail itself. */
const MOST = 32 * 1024

export function Payload({ entry, isOpen }: { entry: Entry; isOpen: boolean }) {
  const talk = usePart(createTalk)
  const { bytes, lines, rest } = payloadFacts(entry)
  const { messageId } = entry
  const isThere = messageId !== undefined && rest === ''
  return (
    <>
      <span class="said">
        <Icon name="mail" /> {words.payload} · {count(bytes, 'byte', 'bytes')}
        {lines !== null && ` · ${words.payloadLines(lines)}`}
        {rest !== '' && (
          <>
            {' · '}
            <Foreign text={rest} />
          </>
        )}
      </span>
      {isThere && (
        <>
          <button type="button" class="link unfold" aria-expanded={isOpen} onClick={() => talk.toggle(entry.n)}>
            {isOpen ? words.lookAway : words.look}
          </button>
          <a class="remark" href={pathOf({ kind: 'message', id: messageId, tab: null })}>
            {words.toMessage}
          </a>
        </>
      )}
      {isThere && isOpen && <Content id={messageId} />}
    </>
  )
}

function Content({ id }: { id: string }) {
  const { api, attempt } = useApp()
  const read = useSignal<{ text: string; complete: boolean } | null>(null)
  useEffect(() => {
    let isLeft = false
    void attempt(async () => {
      const { bytes, complete } = await api.raw(id, MOST)
      if (!isLeft) read.value = { text: textOf(bytes), complete }
    })
    return () => void (isLeft = true)
  }, [id])
  if (read.value === null) return null
  return (
    <>
      <pre class="payload-content" tabIndex={0} aria-label={words.payload}>
        <Marked text={read.value.text} wire />
      </pre>
      {!read.value.complete && <span class="muted payload-cut">{words.lookCut(MOST)}</span>}
    </>
  )
}
