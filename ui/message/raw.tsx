/** The exact bytes of a mail as text. */
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { size } from '../state/format.ts'
import { blocksOf, SHOWN_BYTES } from '../state/excerpt.ts'
import { strings } from '../strings/common.ts'

export function Raw({ message }: { message: Message }) {
  const raw = useApp().raw.raw.value
  if (raw.kind === 'none' || raw.kind === 'loading' || raw.id !== message.id) return null
  if (raw.kind === 'failed') return <p class="sentence">{raw.text}</p>
  return (
    <>
      <p class="note">
        <a class="button" href={`api/messages/${message.id}/raw?download=true`} download={`${message.id}.eml`}>
          {strings.download}
        </a>
        <span>{raw.complete ? size(message.size) : strings.excerpt(SHOWN_BYTES, message.size)}</span>
      </p>
      {raw.text === '' ? (
        <p class="sentence">{strings.emptyRaw}</p>
      ) : (
        <pre class="source" dir="ltr">
          {blocksOf(raw.text).map((block, at) => (
            <div class="block" key={at}>
              <Marked text={block} wire />
            </div>
          ))}
        </pre>
      )}
    </>
  )
}
