/** What this reader has read, and starred. The browser's own: the sink keeps no such thing, reading changes nothing there. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { App } from '../app.ts'
import type { Memory } from '../remember.ts'

/** Mails that are remembered as read; beyond that the longest read are forgotten. */
const MOST = 10_000
/** The end of an id is chance enough to know it by, and local storage is small. */
const TAIL = 10

export interface Mark {
  has(id: string): boolean
  readonly ids: ReadonlySignal<ReadonlySet<string>>
  set(ids: readonly string[], on: boolean): void
}

export function createMark(memory: Memory, name: string): Mark {
  const choice = memory.json(name, readIds, [])
  const ids = computed<ReadonlySet<string>>(() => new Set(choice.value.value))
  return {
    ids,
    has: (id) => ids.value.has(id.slice(-TAIL)),
    set(changed, on) {
      const next = new Set(ids.peek())
      for (const id of changed) {
        if (on) next.add(id.slice(-TAIL))
        else next.delete(id.slice(-TAIL))
      }
      choice.choose([...next].slice(-MOST))
    },
  }
}

export function createMarks({ memory }: App) {
  return { read: createMark(memory, 'read'), starred: createMark(memory, 'starred') }
}

function readIds(stored: unknown): string[] | null {
  return Array.isArray(stored) && stored.every((id) => typeof id === 'string') ? stored : null
}
