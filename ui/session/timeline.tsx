/** A conversation line by line: who spoke, when, and who was waited for. While it goes on, it grows and can be followed. */
import { useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Entry, Session } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { decisive, linesOf } from '../state/session/entry.ts'
import { explanations } from '../state/session/explain.ts'
import { phasesOf } from '../state/session/phases.ts'
import { holds } from '../state/session/spoken.ts'
import { createTalk } from '../state/session/talk.ts'
import * as words from '../strings/session.ts'
import { EntryLine } from './entry-line.tsx'
import { Follow } from './follow.tsx'
import { Phases } from './phases.tsx'
import { useRows } from './rows.ts'
import { TalkBar } from './talk-bar.tsx'

interface Props {
  readonly session: Session
  readonly entries: readonly Entry[]
  /** The transaction that matters here; others are dimmed. Null when all of it does. */
  readonly transaction: number | null
}

/** Pixels of a line that was not drawn yet. */
const LINE = 24
/** Entries so close together are not read out. */
const CALM = 1000

export function Timeline({ session, entries, transaction }: Props) {
  const { navigation } = useApp()
  const talk = usePart(createTalk)
  const { find } = talk
  const speakers = talk.speakers.value
  const all = useMemo(() => linesOf(entries, transaction), [entries, transaction])
  const lines = useMemo(
    () => (speakers === 'both' ? all : all.filter(({ entry }) => entry.from === speakers)),
    [all, speakers],
  )
  const meanings = talk.meanings.value
  const explained = useMemo(() => (meanings === null ? null : explanations(meanings, all)), [all, meanings])
  const phases = useMemo(() => phasesOf(all), [all])
  const longest = useMemo(() => all.reduce((most, { wait }) => Math.max(most, wait ?? 0), 1), [all])
  const found = useMemo(
    () => (find.value === '' ? [] : lines.flatMap(({ entry }, at) => (holds(entry, find.value) ? [at] : []))),
    [lines, find.value],
  )
  const keys = useMemo(() => lines.map(({ entry }) => entry.n), [lines])
  const rows = useRows({ keys, estimate: LINE, spare: 24 })
  const isOpen = session.outcome === 'open'
  useLayoutEffect(() => talk.begin(), [session.id])
  const marked = useMarked({ session, lines: keys, entries, transaction, reveal: rows.reveal })
  const isCalm = useCalm(entries.length)

  const place = found.length === 0 ? -1 : ((talk.found.value % found.length) + found.length) % found.length
  const stoodOn = found[place]

  useEffect(() => {
    if (stoodOn !== undefined) rows.reveal(stoodOn, 'middle')
  }, [stoodOn, find.value])
  useSignalEffect(() => {
    void find.value
    talk.found.value = 0
  })

  return (
    <section
      class="talk"
      id="side-panel"
      role={transaction === null ? 'tabpanel' : undefined}
      aria-label={words.transcriptLabel}
    >
      <Phases phases={phases} />
      <TalkBar found={found.length} place={place} />
      {lines.length === 0 && <p class="sentence">{entries.length === 0 ? words.nothingSaid : words.noneOfThem}</p>}
      <div
        class="transcript"
        dir="ltr"
        data-clock={talk.clock.value.value}
        role="log"
        aria-label={words.transcriptLabel}
        aria-live={isOpen && talk.following.value && isCalm ? 'polite' : 'off'}
        data-testid="transcript"
      >
        <ol ref={rows.ref} style={{ paddingTop: `${rows.before}px`, paddingBottom: `${rows.after}px` }}>
          {lines.slice(rows.first, rows.end).map((line, index) => (
            <EntryLine
              key={line.entry.n}
              line={line}
              session={session}
              explanation={explained?.get(line.entry.n) ?? null}
              longest={longest}
              isMarked={line.entry.n === marked}
              isFound={stoodOn === rows.first + index}
              href={navigation.href(navigation.route.value, {}, `e${line.entry.n}`)}
            />
          ))}
        </ol>
      </div>
      {isOpen && <Follow count={entries.length} scroller={rows.scroller} />}
    </section>
  )
}

interface Marking {
  readonly session: Session
  /** The numbers of the entries that are shown. */
  readonly lines: readonly number[]
  readonly entries: readonly Entry[]
  readonly transaction: number | null
  readonly reveal: (index: number, how: 'middle' | 'nearest') => void
}

/**
 * The entry that the address names; without one, that which decided a failed session. It is brought into view and has
 * the focus, unless somebody steps through the list: then the keys stay with the list.
 */
function useMarked({ session, lines, entries, transaction, reveal }: Marking): number | null {
  const { navigation } = useApp()
  const talk = usePart(createTalk)
  const named = /^e(\d+)$/.exec(navigation.fragment.value)?.[1]
  const wanted = named === undefined ? null : Number(named)
  const failed = transaction === null ? (decisive(session, entries)?.n ?? null) : null
  const first = transaction === null ? null : firstOf(entries, transaction)
  const shown = useRef<string | null>(null)

  useLayoutEffect(() => {
    const target = wanted ?? failed ?? first
    // Each is gone to once: what is said later must not take the reader back there.
    const mark = `${session.id} ${target} ${wanted !== null}`
    if (target === null || shown.current === mark) return
    const index = lines.indexOf(target)
    if (index === -1) {
      // The one that is asked for is filtered away.
      if (wanted !== null && entries.some(({ n }) => n === wanted)) talk.show('both')
      return
    }
    shown.current = mark
    if (wanted !== null || failed !== null) talk.following.value = false
    // On a narrow page the reason fills the window, and is what should be read first.
    if (wanted === null && transaction === null && matchMedia('(max-width: 699px)').matches) return
    reveal(index, wanted === null && transaction === null ? 'nearest' : 'middle')
    if (wanted !== null || failed !== null) focusOn(target)
  }, [session.id, wanted, failed, first, lines])

  return wanted ?? failed
}

/** Where a transaction begins; null when there is no other, because then the whole conversation is about it. */
function firstOf(entries: readonly Entry[], transaction: number): number | null {
  const isOnly = entries.every((entry) => entry.transaction === undefined || entry.transaction === transaction)
  return isOnly ? null : (entries.find((entry) => entry.transaction === transaction)?.n ?? null)
}

/** Far down in a long conversation the line is drawn only when it was scrolled to. */
function focusOn(n: number, tries = 12): void {
  requestAnimationFrame(() => {
    if (document.activeElement?.closest('[role=grid], input, .session-steps') != null) return
    const line = document.getElementById(`e${n}`)
    if (line !== null) line.focus({ preventScroll: true })
    else if (tries > 0) focusOn(n, tries - 1)
  })
}

/** Whether entries come so slowly that each can be read out. */
function useCalm(count: number): boolean {
  const last = useRef({ count, at: 0, calm: true })
  if (last.current.count !== count) {
    const at = performance.now()
    last.current = { count, at, calm: at - last.current.at > CALM }
  }
  return last.current.calm
}
