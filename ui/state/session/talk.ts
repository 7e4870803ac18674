/** How a conversation is looked at: what is remembered of it, and what holds for the one that is open. */
import { computed, effect, signal } from '@preact/signals'
import type { App } from '../app.ts'
import { createMeanings, type Meanings } from './meanings.ts'

/** Whose words are shown. */
export const SPEAKERS = ['both', 'client', 'server'] as const
export type Speakers = (typeof SPEAKERS)[number]

const CLOCKS = ['since', 'wall'] as const
export type Clock = (typeof CLOCKS)[number]

export function createTalk(app: App) {
  const { memory, navigation } = app
  const explain = memory.flag('explain', true)
  const fetched = signal<Meanings | null>(null)

  /** A conversation can be read without them; where they could not be fetched, the next one asks again. */
  async function learn(): Promise<void> {
    if (!explain.value.value) return
    try {
      fetched.value = await app.part(createMeanings)()
    } catch {
      // Said nowhere: nobody asked for them just now.
    }
  }

  effect(() => void learn())
  const clock = memory.option<Clock>('clock', CLOCKS, 'since')
  const ends = memory.flag('line-ends', false)
  /** Entries that are unfolded, and the payloads that are looked into, by their number. */
  const unfolded = signal<ReadonlySet<number>>(new Set())
  /** Whether the newest line is kept in view while a session is in progress. */
  const following = signal(true)
  /** How many entries there were when the following was paused. */
  const seen = signal(0)
  return {
    explain,
    /** What lines are explained with; null while that is not wanted, or not here. */
    meanings: computed(() => (explain.value.value ? fetched.value : null)),
    clock,
    ends,
    unfolded,
    following,
    seen,
    /** Which of the found entries is stood on; beyond the last comes the first. */
    found: signal(0),
    speakers: computed<Speakers>(() => SPEAKERS.find((one) => one === navigation.parameters.value.dir) ?? 'both'),
    find: computed(() => navigation.parameters.value.find ?? ''),
    show: (speakers: Speakers) => navigation.change({ dir: speakers === 'both' ? null : speakers }),
    /** Another conversation: what was unfolded and where one stood belong to the one before. */
    begin(): void {
      void learn()
      unfolded.value = new Set()
      following.value = true
    },
    toggle(n: number): void {
      const next = new Set(unfolded.value)
      if (!next.delete(n)) next.add(n)
      unfolded.value = next
    },
  }
}
