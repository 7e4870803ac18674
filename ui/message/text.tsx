/** The text part as its sender wrote it. Where there is none, none is made up. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { usePart } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { languageOf } from '../state/message/language.ts'
import { linked } from '../state/message/links.ts'
import { stretches, type Stretch } from '../state/message/quotes.ts'
import { createWrap } from '../state/message/wrap.ts'
import { segments } from '../state/visible.ts'
import * as words from '../strings/message-more.ts'
import { LongText } from './long-text.tsx'

/** Characters up to which a text is laid out as prose, with links; beyond, as lines of which only those in view exist. */
const PROSE = 200_000
/** The same for one line of it: breaking half a megabyte without a space would take the browser a minute. */
const LINE = 20_000
/** The same for quotes, links and marks, each of which takes an element. */
const ELEMENTS = 5000

export function Text({ message }: { message: Message }) {
  const text = message.text ?? ''
  if (text.trim() === '') return <p class="sentence">{words.emptyText}</p>
  if (text.length > PROSE || longestLine(text) > LINE) return <LongText message={message} text={text} />
  return <Prose message={message} text={text} />
}

function Prose({ message, text }: { message: Message; text: string }) {
  const { on, toggle } = usePart(createWrap).text
  const pieces = useMemo(() => stretches(text), [text])
  const elements = useMemo(() => elementsOf(pieces), [pieces])
  if (elements > ELEMENTS) return <LongText message={message} text={text} />
  return (
    <>
      <div class="panel-bar bar">
        <button type="button" class="button" aria-pressed={on.value} title={words.wrapTitle} onClick={toggle}>
          {words.wrap}
        </button>
        <a class="button" href={`api/messages/${message.id}/text`} target="_blank" rel="noopener">
          {words.fullText}
        </a>
        {isFlowed(message) && <span class="muted">{words.flowed}</span>}
      </div>
      <div class="text" lang={languageOf(message)} data-wrap={on.value}>
        {pieces.map(({ depth, text: piece }, at) => (
          <div key={at} class="stretch" dir="auto" data-depth={depth === 0 ? undefined : depth}>
            <Linked text={piece} />
          </div>
        ))}
      </div>
    </>
  )
}

function Linked({ text }: { text: string }) {
  return (
    <>
      {linked(text).map(({ text: piece, href }) =>
        href === null ? (
          <Marked text={piece} />
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
            {piece}
          </a>
        ),
      )}
    </>
  )
}

function elementsOf(pieces: readonly Stretch[]): number {
  return pieces.reduce((sum, { text }) => sum + linked(text).length + segments(text).length, 0)
}

function isFlowed({ headers }: Message): boolean {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')
  return type !== undefined && /^text\/plain;.*format\s*=\s*"?flowed/is.test(type.value.slice(0, 1000))
}

function longestLine(text: string): number {
  let longest = 0
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('\n', at)
    const end = next === -1 ? text.length : next
    longest = Math.max(longest, end - at)
    at = end + 1
  }
  return longest
}
