/** What is compared line by line: header fields, texts, conversations. */
import { useEffect, useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { usePart } from '../shell/context.ts'
import { createCompare } from '../state/compare.ts'
import * as words from '../strings/compare.ts'
import { compareLines, numbered } from './difference.ts'
import { compareHeaders } from './header-difference.ts'
import { Sides } from './sides.tsx'
import { compareTalks } from './talk-difference.ts'

/** More than this of a text is not compared: it would take longer than anybody reads. */
const MOST = 1_000_000

export function Headers({ a, b }: { a: Message; b: Message }) {
  const { everything } = usePart(createCompare)
  const all = everything.value.value
  const { rows, left } = useMemo(() => compareHeaders(a.headers, b.headers, all), [a, b, all])
  return (
    <>
      <p class="note">
        <button type="button" class="button" aria-pressed={all} onClick={() => everything.choose(!all)}>
          {words.everything}
        </button>
        {left.length > 0 && <span>{words.leftOut(left)}</span>}
      </p>
      <Sides rows={rows} named />
    </>
  )
}

export function Texts({ what, a, b }: { what: 'text' | 'html'; a: string | null; b: string | null }) {
  const rows = useMemo(() => compareLines(linesOf(a), linesOf(b)), [a, b])
  return (
    <>
      <Missing say={words.none[what]} a={a} b={b} />
      {Math.max(a?.length ?? 0, b?.length ?? 0) > MOST && <p class="note">{words.cut}</p>}
      {(a !== null || b !== null) && <Sides rows={rows} />}
    </>
  )
}

export function Talks() {
  const { talks, openTalks } = usePart(createCompare)
  useEffect(() => void openTalks(), [])
  const now = talks.value
  const rows = useMemo(() => compareTalks(now?.a ?? [], now?.b ?? []), [now])
  if (now === null) return null
  return (
    <>
      <Missing say={words.none.smtp} a={now.a} b={now.b} />
      {now.a !== null && now.b !== null && <Sides rows={rows} />}
    </>
  )
}

export function Missing(props: { say: (side: 'left' | 'right') => string; a: unknown; b: unknown }) {
  if (props.a !== null && props.b !== null) return null
  return (
    <p class="note">
      {props.a === null && <span>{props.say('left')}</span>}
      {props.b === null && <span>{props.say('right')}</span>}
    </p>
  )
}

function linesOf(text: string | null) {
  return text === null ? [] : numbered(text.slice(0, MOST))
}
