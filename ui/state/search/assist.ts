/** The completion of the search: what is offered, which of it is chosen, and what choosing does. */
import { batch, computed, signal } from '@preact/signals'
import type { App } from '../app.ts'
import { askedField, inserted, spotAt, suggestionsAt, valueOf, type Spot, type Suggestion } from './completion.ts'
import { createSearch } from './search.ts'

/** More would have to be searched in themselves. */
const MOST = 50

export function createAssist(app: App) {
  const search = app.part(createSearch)
  const spot = signal<Spot | null>(null)
  const local = signal<readonly Suggestion[]>([])
  const asked = signal<readonly Suggestion[]>([])
  const active = signal(-1)
  const open = signal(false)
  const offered = computed(() => [...local.value, ...asked.value].slice(0, MOST))
  let question = 0

  async function ask(at: Spot): Promise<void> {
    const mine = ++question
    const field = askedField(at)
    let found: readonly Suggestion[] = []
    if (field !== null && field !== 'header.') {
      try {
        const written = at.key?.written ?? ''
        const values = await app.api.completions(field, at.typed)
        found = values.map(({ value, count }) => {
          const suggestion = valueOf(written, value, String(count))
          // The name of a header field is followed by its value.
          return field === 'header' ? { ...suggestion, insert: `${suggestion.insert}=` } : suggestion
        })
      } catch {
        // It is a help only, and the search works without.
      }
    }
    if (mine === question) asked.value = found
  }

  function close(): void {
    question++
    batch(() => {
      open.value = false
      active.value = -1
      asked.value = []
    })
  }

  return {
    offered,
    active,
    open,
    close,
    /** The text or the caret changed. */
    look(text: string, caret: number, now = new Date()): void {
      const at = spotAt(text, caret)
      const isSameField = spot.peek()?.key?.written === at.key?.written
      batch(() => {
        spot.value = at
        local.value = suggestionsAt(at, now)
        active.value = -1
        open.value = true
        if (!isSameField || at.key === null) asked.value = []
      })
      void ask(at)
    },
    /** Up and down, and round: between the last and the first none is chosen, and Enter searches. */
    move(by: 1 | -1): void {
      const places = offered.peek().length + 1
      active.value = ((active.peek() + 1 + by + places) % places) - 1
    },
    /** Puts one in, and gives where the caret is to go; null when none is chosen. */
    choose(index = active.peek()): number | null {
      const chosen = offered.peek()[index]
      const at = spot.peek()
      if (chosen === undefined || at === null) return null
      const { text, caret } = inserted(search.draft.peek(), at, chosen)
      search.type(text)
      return caret
    },
  }
}

export type Assist = ReturnType<typeof createAssist>
