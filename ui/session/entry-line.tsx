/** One line of a conversation. Colour never says anything that a glyph or a word does not say too. */
import { useMemo } from 'preact/hooks'
import type { Entry, Session } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { FaultNames } from '../faults/names.tsx'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import type { Line } from '../state/session/entry.ts'
import type { Explanation } from '../state/session/explain.ts'
import { offset } from '../state/format.ts'
import { foldable, lineEnd, LONGEST } from '../state/session/spoken.ts'
import { createTalk } from '../state/session/talk.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/session.ts'
import { Payload } from './payload.tsx'
import { Said } from './said.tsx'

interface Props {
  readonly line: Line
  readonly session: Session
  readonly explanation: Explanation | null
  /** Milliseconds of the longest wait in the session, for the bars. */
  readonly longest: number
  readonly isMarked: boolean
  readonly isFound: boolean
  readonly href: string
}

export function EntryLine(props: Props) {
  const { line, session, explanation, longest, isMarked, isFound, href } = props
  const { entry, verdict, dimmed, bracket } = line
  const talk = usePart(createTalk)
  const times = usePart(createTimes)
  const clock = talk.clock.value.value
  const at = clock === 'since' ? offset(entry.at) : wallTime(session.openedAt, entry.at, times.moment)
  const isUnfolded = talk.unfolded.value.has(entry.n)
  const find = talk.find.value
  const ends = talk.ends.value.value
  return useMemo(
    () => (
      <li
        class="entry"
        id={`e${entry.n}`}
        tabIndex={-1}
        data-key={entry.n}
        data-from={entry.from}
        data-fault={entry.fault !== undefined || undefined}
        data-kind={entry.kind}
        data-verdict={verdict ?? undefined}
        data-secure={entry.secure}
        data-dimmed={dimmed || undefined}
        data-marked={isMarked || undefined}
        data-found={isFound || undefined}
        aria-current={isMarked || undefined}
        aria-describedby={explanation === null ? undefined : `x${entry.n}`}
        data-testid="event"
      >
        <a class="at" href={href} tabIndex={-1}>
          {at}
        </a>
        <Wait line={line} longest={longest} />
        <span class="glyph" title={words.voices[entry.from]}>
          {bracket !== null && <span class="bracket" data-bracket={bracket} title={words.pipelined} />}
          <span aria-hidden="true">{entry.kind === 'fault' ? <Icon name="bolt" /> : words.glyphs[entry.from]}</span>
          <span class="hidden-text">
            {words.voices[entry.from]}
            {bracket === 'first' && `, ${words.pipelined}`}:{' '}
          </span>
        </span>
        <div class="said-cell">
          <Words entry={entry} isUnfolded={isUnfolded} find={find} ends={ends} />
          <Remarks line={line} session={session} />
          {explanation !== null && <Gloss n={entry.n} explanation={explanation} />}
        </div>
      </li>
    ),
    [
      entry,
      line.wait,
      verdict,
      dimmed,
      bracket,
      explanation?.text,
      longest,
      isMarked,
      isFound,
      href,
      at,
      isUnfolded,
      find,
      ends,
    ],
  )
}

interface WordsProps {
  readonly entry: Entry
  readonly isUnfolded: boolean
  readonly find: string
  readonly ends: boolean
}

function Words({ entry, isUnfolded, find, ends }: WordsProps) {
  const folded = foldable(entry)
  if (entry.kind === 'payload') return <Payload entry={entry} isOpen={isUnfolded} />
  return (
    <Said
      entry={entry}
      lines={folded}
      // What is looked for may stand in a line that is folded away.
      isFolded={folded !== null && !isUnfolded && (find === '' || entry.text.length > LONGEST)}
      find={find}
      end={ends ? lineEnd(entry) : ''}
    />
  )
}

/** How long it took, and whose time that was: in words for who cannot see the bar. */
function Wait({ line: { wait, waited, bracket }, longest }: { line: Line; longest: number }) {
  if (wait === null || (bracket !== null && wait === 0)) return <span class="wait" />
  const said = words.waited[waited](wait)
  return (
    <span class="wait" title={said}>
      <span class="wait-bar" data-waited={waited} style={{ inlineSize: `${(wait / longest) * 100}%` }} />
      <span aria-hidden="true">+{offset(wait)}</span>
      <span class="hidden-text">{said}.</span>
    </span>
  )
}

function Remarks({ line: { entry, verdict }, session }: { line: Line; session: Session }) {
  const { navigation } = useApp()
  const user = session.auth?.user ?? null
  return (
    <>
      {verdict === 'permanent' && (
        <span class="remark bad">
          <Icon name="cross" /> {words.permanent}
        </span>
      )}
      {verdict === 'temporary' && (
        <span class="remark warn">
          <Icon name="wait" /> {words.temporary}
        </span>
      )}
      {entry.fault !== undefined && entry.kind !== 'fault' && <FaultNames ids={entry.fault} linked />}
      {entry.fault !== undefined && entry.kind === 'fault' && (
        <a class="remark" href={navigation.href({ kind: 'faults' }, {}, entry.fault)}>
          {words.fault}
        </a>
      )}
      {entry.masked === true && (
        <span class="remark muted">
          <Icon name="lock" /> {user === null ? words.masked : <Foreign text={words.maskedUser(user)} />}
        </span>
      )}
      {entry.kind === 'close' && session.ended !== null && (
        <span class="hidden-text">{words.endings[session.ended]}</span>
      )}
    </>
  )
}

function Gloss({ n, explanation: { term, text, isRefusal } }: { n: number; explanation: Explanation }) {
  return (
    <span class="gloss muted" id={`x${n}`} data-refusal={isRefusal || undefined}>
      <span aria-hidden="true">↳ </span>
      <b>{term}</b> = {text}
    </span>
  )
}

/** `12:04:31.287`: the moment itself, to be compared with logs. */
function wallTime(openedAt: string, at: number, moment: (iso: string) => string): string {
  return moment(new Date(Date.parse(openedAt) + at).toISOString()).slice(11, 23)
}
