/** A text too long to be laid out as prose, as lines. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { fixedSource } from '../state/source/source.ts'
import * as message from '../strings/message-more.ts'
import * as words from '../strings/source.ts'
import { SourceView } from './source-view.tsx'

export function LongText({ message: { id }, text }: { message: Message; text: string }) {
  const source = useMemo(() => fixedSource(text), [text])
  return (
    <SourceView
      source={source}
      kind="text"
      label={words.textLabel}
      tools={
        <a class="button" href={`api/messages/${id}/text`} target="_blank" rel="noopener" title={words.longText}>
          {message.fullText}
        </a>
      }
    />
  )
}
