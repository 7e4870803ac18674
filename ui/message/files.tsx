/** The tab of the files: a card for each, those that belong to the HTML in a list of their own. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { Cut } from '../shell/cut.tsx'
import { Icon } from '../shell/icon.tsx'
import { filesOf } from '../state/parts/files.ts'
import * as words from '../strings/files.ts'
import { FileCard } from './files/file-card.tsx'

export function Files({ message }: { message: Message }) {
  if (message.attachments.length === 0) return <p class="sentence">{words.none}</p>
  return <FilesOf key={message.id} message={message} />
}

function FilesOf({ message }: { message: Message }) {
  const { id, attachments } = message
  const { files, inline } = useMemo(() => filesOf(message), [message])
  const bytes = attachments.reduce((sum, { size }) => sum + size, 0)
  return (
    <div class="files-tab stack">
      <p class="files-bar bar">
        <span>{words.summary(attachments.length, bytes)}</span>
        <a class="button" href={`api/messages/${id}/files.zip`} download="">
          <Icon name="download" /> {words.downloadAll}
        </a>
      </p>
      {files.length === 0 ? (
        <p class="sentence">{words.noFiles}</p>
      ) : (
        <Cut items={files}>
          {(shown) => (
            <ul class="file-cards" aria-label={words.files}>
              {shown.map((file) => (
                <FileCard key={file.part} id={id} file={file} used={null} />
              ))}
            </ul>
          )}
        </Cut>
      )}
      {inline.length > 0 && (
        <section>
          <h3>{words.inline}</h3>
          <p class="muted">{words.inlineWhy}</p>
          <Cut items={inline}>
            {(shown) => (
              <ul class="file-cards" aria-label={words.inline}>
                {shown.map(({ file, used }) => (
                  <FileCard key={file.part} id={id} file={file} used={used} />
                ))}
              </ul>
            )}
          </Cut>
        </section>
      )}
    </div>
  )
}
