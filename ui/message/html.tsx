/** The source of the HTML part: as it was sent, laid out for reading, or as it went over the wire. */
import { useMemo } from 'preact/hooks'
import type { Message, Part } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { prettyHtml } from '../state/source/html-pretty.ts'
import { htmlTokens, type Token } from '../state/source/html-tokens.ts'
import type { Span } from '../state/source/row-pieces.ts'
import type { Row } from '../state/source/source-lines.ts'
import { fetchedSource, fixedSource } from '../state/source/source.ts'
import * as words from '../strings/source.ts'
import { SourceView } from './source-view.tsx'

const FORMS = ['sent', 'pretty', 'encoded'] as const

/** Characters up to which a source is taken apart; colours are not worth waiting for. */
const COLOURED = 500_000

export function Html({ message }: { message: Message }) {
  const { api, memory } = useApp()
  const choice = useMemo(() => memory.option('html-form', FORMS, 'sent'), [])
  const html = message.html ?? ''
  const part = useMemo(() => onlyHtml(message.parts), [message])
  const wanted = choice.value.value
  const form =
    (wanted === 'encoded' && part === null) || (wanted === 'pretty' && html.length > COLOURED) ? 'sent' : wanted
  const source = useMemo(() => {
    if (form === 'encoded' && part !== null)
      return fetchedSource(api, message.id, { kind: 'part', part: part.part, form: 'source' })
    return fixedSource(form === 'pretty' ? prettyHtml(html) : html)
  }, [message, form])
  const text = source.text.value
  const tokens = useMemo(() => (form !== 'encoded' && text.length <= COLOURED ? htmlTokens(text) : []), [text, form])
  return (
    <SourceView
      key={form}
      source={source}
      kind="html"
      label={words.htmlLabel}
      spans={(row) => spansOf(tokens, row)}
      look={{ ends: false, wire: form === 'encoded' }}
      tools={
        <div class="segmented" role="group" aria-label={words.layout}>
          <Form label={words.asSent} chosen={form === 'sent'} onChoose={() => choice.choose('sent')} />
          <Form
            label={words.pretty}
            chosen={form === 'pretty'}
            title={html.length > COLOURED ? words.prettyTooLong : words.prettyNote}
            disabled={html.length > COLOURED}
            onChoose={() => choice.choose('pretty')}
          />
          {part !== null && (
            <Form
              label={words.encoded}
              chosen={form === 'encoded'}
              title={words.encodedTitle}
              onChoose={() => choice.choose('encoded')}
            />
          )}
        </div>
      }
    />
  )
}

interface FormProps {
  readonly label: string
  readonly chosen: boolean
  readonly title?: string
  readonly disabled?: boolean
  readonly onChoose: () => void
}

function Form({ label, chosen, title, disabled = false, onChoose }: FormProps) {
  return (
    <button type="button" class="button" aria-pressed={chosen} title={title} disabled={disabled} onClick={onChoose}>
      {label}
    </button>
  )
}

/** The HTML part, where there is exactly one: the source of two of them together went over no wire. */
function onlyHtml(root: Part): Part | null {
  const found: Part[] = []
  const look = (part: Part) => {
    if (part.contentType.toLowerCase() === 'text/html' && part.disposition !== 'attachment') found.push(part)
    part.parts.forEach(look)
  }
  look(root)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The tokens within a row that have a colour. */
function spansOf(tokens: readonly Token[], { from, to }: Row): Span[] {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.to ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const spans: Span[] = []
  for (let at = low; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined || token.from >= to) break
    if (token.kind !== 'text') spans.push({ from: token.from, to: token.to, look: `src-${token.kind}` })
  }
  return spans
}
