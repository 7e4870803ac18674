/** The line below the frame: what is in the mail and what was taken out; or where the link under the pointer leads. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import type { PreviewReport } from '../../contract/preview.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { createPreview } from '../state/preview/preview.ts'
import { hasAmp, isChanged, saysOf } from '../state/preview/preview-report.ts'
import * as words from '../strings/preview.ts'

export function Status({ message, report }: { message: Message; report: PreviewReport }) {
  const { id, html, parts } = message
  const { navigation } = useApp()
  const { hovered, broken, remote, images } = usePart(createPreview)
  const htmlBytes = useMemo(() => new TextEncoder().encode(html ?? '').length, [html])
  const amp = useMemo(() => hasAmp(parts), [parts])
  const says = saysOf({ htmlBytes, report, remote: remote.value, images: images.value, broken: broken.value, amp })
  return (
    <div class="preview-status small muted">
      {hovered.value === null ? (
        <p>
          {says.map((one) => (
            <span key={one}>{one}</span>
          ))}
          {isChanged(report) && <a href={navigation.href({ kind: 'message', id, tab: 'html' })}>{words.source}</a>}
        </p>
      ) : (
        <p class="preview-link" dir="ltr">
          <Marked text={hovered.value} />
        </p>
      )}
    </div>
  )
}
