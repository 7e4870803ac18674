/** What stands in a file, as far as it can be told in a few lines. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Attachment } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Marked } from '../../shell/foreign.tsx'
import { createFileContents } from '../../state/parts/file-content.ts'
import type { Look } from '../../state/parts/files.ts'
import { partText } from '../../state/parts/part-text.ts'
import * as words from '../../strings/files.ts'
import { CalendarCard } from './calendar-card.tsx'
import { MailCard } from './mail-card.tsx'
import { VCard } from './vcard.tsx'

interface Props {
  id: string
  file: Attachment
  look: Look
}

export function FileLook({ id, file, look }: Props) {
  const open = useSignal(false)
  if (file.size === 0) return <p class="muted">{words.empty}</p>
  switch (look) {
    case 'image':
    case 'pdf':
    case 'none':
      return null
    case 'calendar':
      return (
        <Content id={id} file={file}>
          {(bytes) => <CalendarCard text={partText(bytes, null)} />}
        </Content>
      )
    case 'vcard':
      return (
        <Content id={id} file={file}>
          {(bytes) => <VCard text={partText(bytes, null)} />}
        </Content>
      )
    case 'mail':
      return (
        <Content id={id} file={file}>
          {(bytes) => <MailCard bytes={bytes} />}
        </Content>
      )
    case 'text':
      return (
        <details class="file-text" onToggle={(event) => (open.value = event.currentTarget.open)}>
          <summary>{words.beginning}</summary>
          {open.value && (
            <Content id={id} file={file}>
              {(bytes) => (
                <pre dir="auto">
                  <Marked text={partText(bytes.subarray(0, SHOWN), null)} />
                </pre>
              )}
            </Content>
          )}
        </details>
      )
  }
}

/** Bytes of a text that are shown on its card. */
const SHOWN = 4000

function Content({
  id,
  file,
  children,
}: {
  id: string
  file: Attachment
  children: (bytes: Uint8Array) => ComponentChildren
}) {
  const beginning = usePart(createFileContents).of(id, file.part).value
  switch (beginning.kind) {
    case 'loading':
      return null
    case 'failed':
      return (
        <p class="muted">
          {words.notRead} {beginning.text}
        </p>
      )
    case 'ready':
      return (
        <div class="file-look stack">
          {children(beginning.bytes)}
          {!beginning.complete && <p class="muted">{words.cut}</p>}
        </div>
      )
  }
}
