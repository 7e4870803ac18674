/** The exact bytes of a mail, as lines. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { visible } from '../state/visible.ts'
import { Icon } from '../shell/icon.tsx'
import { rawSpans } from '../state/source/raw-marks.ts'
import { rawParts, type RawPart } from '../state/source/raw-parts.ts'
import { linesOf, type Lines, type Row } from '../state/source/source-lines.ts'
import { fetchedSource } from '../state/source/source.ts'
import * as words from '../strings/source.ts'
import { SourceView } from './source-view.tsx'

export function Raw({ message }: { message: Message }) {
  const { api, memory } = useApp()
  const source = useMemo(() => fetchedSource(api, message.id, { kind: 'raw' }), [message.id])
  const ends = useMemo(() => memory.flag('line-ends', false), [])
  const text = source.text.value
  const headerEnd = useMemo(() => /\r?\n\r?\n/.exec(text)?.index ?? text.length, [text])
  const parts = useMemo(() => rawParts(text), [text])
  const delimiters = useMemo(() => new Set(parts.slice(1).map(({ place }) => place)), [parts])
  if (message.size === 0) return <p class="sentence">{words.emptyRaw}</p>

  function spans(row: Row, lines: Lines) {
    const line = { from: lines.start(row.line), to: lines.end(row.line) }
    return rawSpans(text, line, row, { header: line.from < headerEnd, delimiter: delimiters.has(line.from) })
  }

  return (
    <SourceView
      source={source}
      kind="raw"
      label={words.rawLabel}
      spans={spans}
      look={{ ends: ends.value.value, wire: true }}
      tools={
        <>
          <a class="button" href={`api/messages/${message.id}/raw?download=true`} download={`${message.id}.eml`}>
            <Icon name="download" /> {words.download}
          </a>
          <button
            type="button"
            class="button"
            aria-pressed={ends.value.value}
            title={words.endsTitle}
            onClick={() => ends.choose(!ends.value.peek())}
          >
            {words.ends}
          </button>
          {parts.length > 1 && <PartSelect parts={parts} text={text} />}
        </>
      }
    />
  )
}

/** Goes to a part by the address of its line, so that the place can be shared. */
function PartSelect({ parts, text }: { parts: readonly RawPart[]; text: string }) {
  const { navigation } = useApp()
  const lines = useMemo(() => linesOf(text), [text])
  function go(place: number): void {
    const route = navigation.route.peek()
    if (route.kind !== 'message') return
    navigation.go({ ...route, tab: 'raw' }, { how: 'replace', fragment: `L${lines.at(place) + 1}` })
  }
  return (
    <select
      class="button"
      aria-label={words.parts}
      value=""
      onChange={({ currentTarget }) => {
        go(Number(currentTarget.value))
        currentTarget.value = ''
      }}
    >
      <option value="" disabled>
        {words.parts}
      </option>
      {parts.map(({ part, contentType, place }) => (
        <option key={part} value={place}>
          {`${part} ${visible(contentType)}`}
        </option>
      ))}
    </select>
  )
}
