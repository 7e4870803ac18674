/** One file: what it is called, what it is, what it says it is, and a look at it where that is safe. */
import type { Attachment } from '../../../contract/message.ts'
import { CopyButton } from '../../shell/copy.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon, type IconName } from '../../shell/icon.tsx'
import { lookOf, type Look } from '../../state/parts/files.ts'
import { size } from '../../state/format.ts'
import * as words from '../../strings/files.ts'
import { FileLook } from './file-look.tsx'
import { Thumbnail } from './thumbnail.tsx'

interface Props {
  id: string
  file: Attachment
  /** Whether the HTML refers to it; null for a file of its own. */
  used: boolean | null
}

const icons: Record<Look, IconName> = {
  image: 'image',
  pdf: 'file',
  calendar: 'calendar',
  vcard: 'file',
  mail: 'mail',
  text: 'file',
  none: 'clip',
}

export function FileCard({ id, file, used }: Props) {
  const look = lookOf(file)
  const path = `api/messages/${id}/parts/${file.part}`
  return (
    <li class="file-card box stack" data-testid="file" data-look={look}>
      <div class="file-head">
        {look === 'image' ? (
          <Thumbnail id={id} file={file} path={path} />
        ) : (
          <span class="file-thumb small muted">
            <Icon name={icons[look]} />
          </span>
        )}
        <div class="file-words">
          <Name filename={file.filename} />
          <p class="file-facts">
            <span title={words.exactly(file.size)}>{size(file.size)}</span>
            <code>
              <Foreign text={file.contentType} />
            </code>
            <span class="muted">{words.part(file.part)}</span>
          </p>
          <p class="file-facts">
            <Detected file={file} />
            {used !== null && (
              <span class={used ? 'chip' : 'chip warn'}>
                <Icon name={used ? 'check' : 'alert'} /> {used ? words.used : words.unused}
              </span>
            )}
          </p>
          <p class="file-facts">
            <a class="button" href={path} download="">
              <Icon name="download" /> {words.download}
            </a>
            {(look === 'pdf' || look === 'image') && (
              <a class="button" href={`${path}?inline=true`} target="_blank" rel="noopener noreferrer">
                <Icon name="window" /> {words.openTab}
              </a>
            )}
          </p>
        </div>
      </div>
      <p class="file-sha small muted line">
        <span class="muted">{words.sha256}</span>
        <code class="clip" title={file.sha256}>
          {file.sha256}
        </code>
        <CopyButton class="icon-button" text={file.sha256} label={words.copySha} />
      </p>
      <FileLook id={id} file={file} look={look} />
    </li>
  )
}

function Name({ filename }: { filename: string | null }) {
  if (filename === null) return <h3 class="muted">{words.unnamed}</h3>
  return (
    <h3>
      <Foreign text={filename.slice(0, 500)} />
      {/[\\/]/.test(filename) && (
        <span class="chip warn" title={words.pathTitle}>
          <Icon name="alert" /> {words.path}
        </span>
      )}
    </h3>
  )
}

function Detected({ file: { contentType, detected, mismatch } }: { file: Attachment }) {
  if (mismatch && detected !== null) {
    return (
      <span class="chip bad" data-testid="mismatch">
        <Icon name="alert" /> <Foreign text={words.mismatch(contentType, detected)} />
      </span>
    )
  }
  // Bytes do not tell one kind of text from another.
  if (detected === contentType || (detected === 'text/plain' && contentType.startsWith('text/'))) return null
  return <span class="muted">{detected === null ? words.unknown : words.detected(detected)}</span>
}
