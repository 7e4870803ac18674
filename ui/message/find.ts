/** What is looked for within a source and where it stands: the browser's own search finds only the lines that are in view. */
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../shell/context.ts'
import { hitAfter, hitsIn, linesAsked, NO_HITS, type Hits } from '../state/source/find.ts'
import type { Span } from '../state/source/row-pieces.ts'
import type { SourceText } from '../state/source/source.ts'
import * as words from '../strings/source.ts'

export interface Find {
  readonly open: ReadonlySignal<boolean>
  readonly wanted: ReadonlySignal<string>
  readonly hits: ReadonlySignal<Hits>
  /** The index of the hit that one is at. */
  readonly current: ReadonlySignal<number>
  readonly busy: ReadonlySignal<boolean>
  toggle(): void
  close(): void
  search(wanted: string): void
  step(by: 1 | -1): void
  spansOf(from: number, to: number): Span[]
}

/** Pauses in typing after which a text of this size is searched, and the size above which it is worth a pause. */
const PAUSE = 120
const LARGE = 500_000

export function useFind(source: SourceText, reveal: (place: number) => void): Find {
  const app = useApp()
  const wanted = useSignal(app.navigation.parameters.peek().find ?? '')
  const open = useSignal(wanted.peek() !== '')
  const searched = useSignal(open.peek() ? wanted.peek() : '')
  const busy = useSignal(false)
  const current = useSignal(0)
  const timer = useRef(0)
  const hits = useComputed(() => (searched.value === '' ? NO_HITS : hitsIn(source.text.value, searched.value)))
  const shown = useRef(reveal)
  shown.current = reveal

  function goTo(index: number): void {
    current.value = index
    const place = hits.peek().starts[index]
    if (place !== undefined) shown.current(place)
  }

  async function run(text: string): Promise<void> {
    busy.value = true
    // What is not here yet may hold it too.
    if (text !== '') await source.all()
    busy.value = false
    if (wanted.peek() !== text) return
    searched.value = text
    goTo(0)
  }

  const find: Find = {
    open,
    wanted,
    hits,
    current,
    busy,
    toggle: () => (open.peek() ? find.close() : void (open.value = true)),
    close() {
      open.value = false
      wanted.value = ''
      searched.value = ''
      app.navigation.change({ find: null })
    },
    search(text) {
      wanted.value = text
      clearTimeout(timer.current)
      const large = source.text.peek().length > LARGE || source.state.peek() !== 'whole'
      timer.current = window.setTimeout(
        () => {
          app.navigation.change({ find: linesAsked(text) === null ? text : null })
          void run(linesAsked(text) === null ? text : '')
        },
        large ? PAUSE : 0,
      )
    },
    step(by) {
      const { length } = hits.peek().starts
      if (length > 0) goTo((current.peek() + by + length) % length)
    },
    spansOf(from, to) {
      const { starts, length } = hits.value
      const spans: Span[] = []
      for (let at = hitAfter(hits.value, from - length + 1); at < starts.length; at++) {
        const start = starts[at] ?? 0
        if (start >= to) break
        spans.push({ from: start, to: start + length, look: at === current.value ? 'hit current' : 'hit' })
      }
      return spans
    },
  }

  useEffect(() => {
    if (searched.peek() !== '') void run(searched.peek())
    return () => clearTimeout(timer.current)
  }, [source])
  useFindCommands(find)
  return find
}

function useFindCommands(find: Find): void {
  const { commands } = useApp()
  useEffect(
    () =>
      commands.add([
        {
          id: 'message.find',
          title: words.find,
          group: 'message',
          keys: ['Mod+f'],
          whileTyping: true,
          // Elsewhere, as in the list, the browser's own search is the better one.
          available: () => {
            const focus = document.activeElement
            return focus === null || focus === document.body || focus.closest('.message') !== null
          },
          run: () => (find.open.peek() ? focusField() : find.toggle()),
        },
        {
          id: 'message.find-next',
          title: words.next,
          group: 'message',
          keys: ['n'],
          available: () => find.hits.value.starts.length > 0,
          run: () => find.step(1),
          hidden: true,
        },
        {
          id: 'message.find-previous',
          title: words.previous,
          group: 'message',
          keys: ['p'],
          available: () => find.hits.value.starts.length > 0,
          run: () => find.step(-1),
          hidden: true,
        },
      ]),
    [],
  )
}

function focusField(): void {
  const field = document.querySelector<HTMLInputElement>('.find-bar input')
  field?.focus()
  field?.select()
}
