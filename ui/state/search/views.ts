/** Searches that were given a name, kept by this browser. */
import type { App } from '../app.ts'

export interface View {
  readonly name: string
  readonly q: string
}

/** More would be a list to search in by itself. */
const MOST = 50

export function createViews({ memory }: App) {
  const kept = memory.json<readonly View[]>('views', readViews, [])
  const { value } = kept
  return {
    all: value,
    /** The name of a view may be given anew: then it is another search. */
    save({ name, q }: View): void {
      const others = value.peek().filter((view) => view.name !== name)
      kept.choose([...others, { name, q }].slice(-MOST))
    },
    remove: (name: string) => kept.choose(value.peek().filter((view) => view.name !== name)),
    named: (q: string) => (q === '' ? null : (value.value.find((view) => view.q === q)?.name ?? null)),
  }
}

function readViews(stored: unknown): View[] | null {
  return Array.isArray(stored) ? stored.filter(isView) : null
}

function isView(one: unknown): one is View {
  if (typeof one !== 'object' || one === null) return false
  const { name, q } = one as Partial<View>
  return typeof name === 'string' && typeof q === 'string'
}
