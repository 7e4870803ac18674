/** Two mails to be compared: both as they were read, their conversations, and which difference is looked at. */
import { signal } from '@preact/signals'
import { ApiError } from '../../client/api.ts'
import type { Message } from '../../contract/message.ts'
import type { Entry } from '../../contract/session.ts'
import { leadingTo } from '../compare/talk-difference.ts'
import * as words from '../strings/compare.ts'
import type { App } from './app.ts'

export type Pair =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly key: string }
  | { readonly kind: 'ready'; readonly key: string; readonly a: Message; readonly b: Message }
  /** `rest` is the one that is still there. */
  | { readonly kind: 'gone'; readonly key: string; readonly rest: string | null }
  | { readonly kind: 'failed'; readonly key: string; readonly text: string }

/** Null where nothing is kept. */
export interface Talks {
  readonly key: string
  readonly a: readonly Entry[] | null
  readonly b: readonly Entry[] | null
}

export function createCompare({ api, memory, navigation, commands }: App) {
  const pair = signal<Pair>({ kind: 'none' })
  const talks = signal<Talks | null>(null)
  /** The difference that is looked at, counted from 0; -1 before the first. */
  const at = signal(-1)
  const total = signal(0)
  const { route } = navigation

  async function open(a: string, b: string): Promise<void> {
    const key = `${a} ${b}`
    const before = pair.peek()
    if (before.kind !== 'none' && before.kind !== 'failed' && before.key === key) return
    // The other way round is known already.
    if (before.kind === 'ready' && before.key === `${b} ${a}`) {
      pair.value = { ...before, key, a: before.b, b: before.a }
      return
    }
    pair.value = { kind: 'loading', key }
    let next: Pair
    try {
      const [one, other] = await Promise.all([kept(a), kept(b)])
      next =
        one === null || other === null
          ? { kind: 'gone', key, rest: one?.id ?? other?.id ?? null }
          : { kind: 'ready', key, a: one, b: other }
    } catch (error) {
      next = { kind: 'failed', key, text: error instanceof Error ? error.message : String(error) }
    }
    const now = pair.peek()
    if (now.kind !== 'none' && now.key === key) pair.value = next
  }

  const kept = (id: string) => api.message(id).catch(nullIfGone)

  async function talkOf({ session: { id, transaction } }: Message): Promise<Entry[] | null> {
    const session = id === null ? null : await api.session(id).catch(nullIfGone)
    return session === null ? null : leadingTo(session.transcript, transaction)
  }

  async function openTalks(): Promise<void> {
    const now = pair.peek()
    if (now.kind !== 'ready' || talks.peek()?.key === now.key) return
    const [a, b] = await Promise.all([talkOf(now.a), talkOf(now.b)])
    talks.value = { key: now.key, a, b }
  }

  function move(by: 1 | -1): void {
    const n = total.peek()
    if (n > 0) at.value = (Math.max(at.peek(), by === 1 ? -1 : 0) + by + n) % n
  }

  function swap(): void {
    const now = route.peek()
    if (now.kind === 'compare') navigation.go({ ...now, a: now.b, b: now.a }, { how: 'replace' })
  }

  const here = () => route.value.kind === 'compare'
  const canMove = () => here() && total.value > 0
  commands.add([
    { id: 'compare.next', title: words.next, group: 'view', keys: ['n'], available: canMove, run: () => move(1) },
    {
      id: 'compare.previous',
      title: words.previous,
      group: 'view',
      keys: ['p'],
      available: canMove,
      run: () => move(-1),
    },
    { id: 'compare.swap', title: words.swap, group: 'view', keys: [], available: here, run: swap },
  ])

  return {
    pair,
    talks,
    at,
    total,
    /** Fields that differ between any two mails too. */
    everything: memory.flag('compare-everything', false),
    open,
    openTalks,
    move,
    swap,
  }
}

function nullIfGone(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}
