/** The files of a mail, each a download; nothing of a stranger's is opened within the page. */
import type { Message } from '../../contract/message.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { size } from '../state/format.ts'
import { strings } from '../strings/common.ts'

export function Attachments({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null
  return (
    <ul class="attachments" aria-label={strings.attachments}>
      {message.attachments.map(({ part, filename, contentType, size: bytes }) => (
        <li key={part}>
          <a href={`api/messages/${message.id}/parts/${part}`} download={filename ?? ''} title={contentType}>
            <Icon name="clip" />
            <span class="file-name">
              {filename === null ? strings.unnamed(contentType) : <Foreign text={filename} />}
            </span>
            <span class="muted">{size(bytes)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
