/** The search: what stands in the field, what of it is applied, and what is wrong with it. */
import { computed, effect, signal, untracked } from '@preact/signals'
import * as words from '../../strings/search.ts'
import type { App } from '../app.ts'
import { createList } from '../list/list.ts'
import { areaOf } from '../route.ts'
import { createSearchReader, type ReadSearch } from './search-reader.ts'

/** A search is applied when nothing was typed for so many milliseconds. */
const PAUSE = 250

export function createSearch(app: App) {
  const { connection, navigation } = app
  const { route, parameters } = navigation
  const list = app.part(createList)
  const here = computed(() => areaOf(route.value) === 'messages')
  /** The query of the list; its address is the only place where it is kept. */
  const applied = computed(() => (here.value ? (parameters.value.q ?? '') : ''))
  const draft = signal(applied.peek())
  const read = createSearchReader(app.api)
  /** What the applied query means, while it is known: it stays until the next one's meaning has come. */
  const meaning = signal<ReadSearch | null>(null)
  /** Of the draft what was looked at last, after a pause: nobody is told off in the middle of a word. */
  const judged = signal<ReadSearch | null>(null)
  const judgement = computed(() => {
    const text = draft.value.trim()
    return [judged.value, meaning.value].find((one) => one?.q === text) ?? null
  })
  const problem = computed(() => {
    const text = draft.value.trim()
    if (text === '') return null
    return judgement.value?.problem ?? (text === applied.value ? list.problem.value : null)
  })
  /** Raised when the field is to have the focus. */
  const summons = signal(0)
  /** Whether the name of a new view is being asked for. */
  const naming = signal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isNew = true

  effect(() => {
    const q = applied.value
    // Not what was just applied from the field: a space at its end would be taken from under the typist.
    untracked(() => {
      if (q !== draft.value.trim()) draft.value = q
    })
  })

  effect(() => {
    const q = applied.value
    // What the sink could not be asked while it was away is asked when it is back.
    void connection.state.value.kind
    untracked(() => void understand(q))
  })

  async function understand(q: string): Promise<void> {
    if (meaning.peek()?.q === q) return
    const answer = q === '' ? null : await read(q)
    if (applied.peek() === q) meaning.value = answer
  }

  function go(q: string): void {
    const now = route.peek()
    const change = { q: q === '' ? null : q }
    if (now.kind === 'messages' || now.kind === 'message') {
      if (q === (parameters.peek().q ?? '')) return
      // One step back undoes a whole search, not its last letter.
      navigation.change(change, isNew ? 'push' : 'replace')
    } else {
      navigation.go({ kind: 'messages' }, { change })
    }
    isNew = false
  }

  /** Applies the draft unless it makes no sense; tells whether it did. */
  async function settle(): Promise<boolean> {
    clearTimeout(timer)
    const text = draft.peek().trim()
    const answer = text === '' ? null : await read(text)
    if (draft.peek().trim() !== text) return false
    judged.value = answer
    if (problem.peek() !== null) return false
    go(text)
    return true
  }

  const search = {
    draft,
    applied,
    problem,
    /** The draft with the nearest right word in place of a wrong one; null where there is nothing to mend. */
    mended: computed(() => judgement.value?.mended ?? null),
    meaning,
    summons,
    naming,
    /** A letter was typed. */
    type: (text: string): void => {
      draft.value = text
      clearTimeout(timer)
      // From elsewhere the list is gone to by Enter only; and what is plainly unfinished waits as well.
      if (!here.peek() || isUnfinished(text)) return
      timer = setTimeout(() => void settle(), PAUSE)
    },
    settle,
    /** Another search altogether, from a menu or a chip. */
    use: (q: string): void => {
      clearTimeout(timer)
      isNew = true
      draft.value = q
      go(q)
      isNew = true
    },
    /** The field was left: the next search is a new one. */
    rest: (): void => {
      isNew = true
    },
    focus: () => void summons.value++,
  }

  app.commands.add([
    {
      id: 'search.focus',
      title: words.focus,
      group: 'list',
      keys: ['/'],
      available: () => true,
      run: search.focus,
    },
    {
      id: 'search.clear',
      title: words.clear,
      group: 'list',
      keys: [],
      available: () => applied.value !== '',
      run: () => search.use(''),
    },
    {
      id: 'search.save',
      title: words.saveCommand,
      group: 'list',
      keys: [],
      available: () => applied.value !== '',
      run: () => void (naming.value = true),
    },
  ])
  return search
}

export type Search = ReturnType<typeof createSearch>

/** A criterion without its value, a sign before nothing, a quote that is open: somebody is about to go on. */
function isUnfinished(text: string): boolean {
  return /(?:^|[\s(])[-!]?(?:[\w-]+:|-|!)$/.test(text) || text.split('"').length % 2 === 0
}
