/** A small picture of an image, drawn only when it is one and claims a size that the browser can bear. */
import { useSignal } from '@preact/signals'
import type { Attachment } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Icon } from '../../shell/icon.tsx'
import { createFileContents } from '../../state/parts/file-content.ts'
import { imageSize, isModest } from '../../state/parts/image-size.ts'
import { visible } from '../../state/visible.ts'
import * as words from '../../strings/files.ts'

export function Thumbnail({ id, file, path }: { id: string; file: Attachment; path: string }) {
  const beginning = usePart(createFileContents).of(id, file.part).value
  const failed = useSignal(false)
  const claimed = beginning.kind === 'ready' ? imageSize(beginning.bytes) : null
  const drawn = claimed !== null && isModest(claimed) && !failed.value
  return (
    <span class="file-thumb small muted">
      {drawn ? (
        <img
          src={`${path}?inline=true`}
          alt={words.thumbnail(visible((file.filename ?? file.contentType).slice(0, 200)))}
          loading="lazy"
          decoding="async"
          onError={() => (failed.value = true)}
        />
      ) : (
        <Icon name="image" />
      )}
      {claimed !== null && <span class="muted">{words.pixels(claimed.width, claimed.height)}</span>}
      {claimed !== null && !isModest(claimed) && <span class="muted">{words.tooLarge}</span>}
    </span>
  )
}
