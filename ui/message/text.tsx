/** The text part as its sender wrote it; where there is none, this says so and makes nothing up. */
import type { Message } from '../../contract/message.ts'
import { Marked } from '../shell/foreign.tsx'
import { blocksOf, SHOWN_BYTES } from '../state/excerpt.ts'
import { pathOf } from '../state/route.ts'
import { strings } from '../strings/common.ts'

export function Text({ message }: { message: Message }) {
  const { id, text, html } = message
  if (text === null) {
    return (
      <div class="sentence">
        <p>
          <strong>{strings.noText}</strong> {html === null ? strings.noTextNothing : strings.noTextHtml}
        </p>
        <p>
          <a href={pathOf({ kind: 'message', id, tab: 'raw' })}>{strings.seeRaw}</a>
        </p>
      </div>
    )
  }
  if (text.trim() === '') return <p class="sentence">{strings.emptyText}</p>
  const cut = text.length > SHOWN_BYTES
  return (
    <>
      {cut && (
        <p class="note">
          {strings.textExcerpt(SHOWN_BYTES)} <a href={`api/messages/${id}/text`}>{strings.downloadText}</a>
        </p>
      )}
      <div class="text" dir="auto">
        {blocksOf(cut ? text.slice(0, SHOWN_BYTES) : text).map((block, at) => (
          <div class="block" key={at}>
            <Marked text={block} />
          </div>
        ))}
      </div>
    </>
  )
}
