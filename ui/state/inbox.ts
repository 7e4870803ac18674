/** What the list knows: a page of mails and of failed sessions, kept up to date by the feed and bounded in size. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import { mergeRows, placed, type Row } from './rows.ts'

export interface Inbox {
  readonly rows: ReadonlySignal<Row[]>
  readonly attempts: ReadonlySignal<readonly Session[]>
  /** Connections in progress, newest first. */
  readonly open: ReadonlySignal<readonly Session[]>
  /** Mails that the sink keeps, listed here or not. */
  readonly total: ReadonlySignal<number>
  readonly loaded: ReadonlySignal<boolean>
  /** What "show older" can do: there is more, all is shown, or this page holds no more than it does. */
  readonly older: ReadonlySignal<'more' | 'all' | 'full'>
  load(): Promise<void>
  showOlder(): Promise<void>
  apply(events: readonly FeedEvent[]): void
}

/** `page` rows are asked for at once; more than `most` mails are never held. */
export function createInbox(api: Api, { page = 200, most = 1000 } = {}): Inbox {
  const messages = signal<readonly MessageSummary[]>([])
  const attempts = signal<readonly Session[]>([])
  const open = signal<readonly Session[]>([])
  const total = signal(0)
  const loaded = signal(false)
  const moreAttempts = signal(false)
  /** How many mails the reader has asked to see; new ones push the oldest out. */
  const shown = signal(page)
  const moreMessages = computed(() => messages.value.length < total.value)
  let loading: FeedEvent[][] | null = null

  async function load(): Promise<void> {
    // Events that arrive meanwhile may be newer than the answers: they wait and are applied on top.
    loading ??= []
    try {
      const [mails, failed, inProgress] = await Promise.all([
        api.messages({ limit: shown.value }),
        api.sessions({ outcome: 'nothing', limit: shown.value }),
        api.sessions({ outcome: 'open', limit: page }),
      ])
      batch(() => {
        messages.value = mails.messages
        total.value = mails.total
        attempts.value = failed.sessions
        moreAttempts.value = failed.sessions.length < failed.total
        open.value = inProgress.sessions
        loaded.value = true
      })
    } finally {
      const waiting = loading ?? []
      loading = null
      for (const events of waiting) apply(events)
    }
  }

  async function showOlder(): Promise<void> {
    const lastMail = messages.value.at(-1)?.id
    const lastAttempt = attempts.value.at(-1)?.id
    try {
      const [mails, failed] = await Promise.all([
        moreMessages.value && lastMail !== undefined ? api.messages({ limit: page, before: lastMail }) : null,
        moreAttempts.value && lastAttempt !== undefined
          ? api.sessions({ outcome: 'nothing', limit: page, before: lastAttempt })
          : null,
      ])
      batch(() => {
        shown.value = Math.min(most, shown.value + page)
        if (mails !== null) messages.value = united(messages.value, mails.messages).slice(0, shown.value)
        if (failed !== null) {
          attempts.value = united(attempts.value, failed.sessions).slice(0, most)
          moreAttempts.value = failed.sessions.length === page
        }
      })
    } catch (error) {
      // The item we asked to go on from was removed a moment ago: begin anew.
      if (error instanceof ApiError && error.code === 'history_lost') return load()
      throw error
    }
  }

  function apply(events: readonly FeedEvent[]): void {
    if (loading !== null) {
      loading.push([...events])
      return
    }
    batch(() => {
      for (const event of events) applyOne(event)
      if (messages.value.length > shown.value) messages.value = messages.value.slice(0, shown.value)
      if (attempts.value.length > most) attempts.value = attempts.value.slice(0, most)
    })
  }

  function applyOne(event: FeedEvent): void {
    switch (event.type) {
      case 'message.added': {
        const known = messages.value.some((message) => message.id === event.message.id)
        if (known || olderThanAll(event.message)) return
        messages.value = placed(messages.value, event.message)
        total.value++
        return
      }
      case 'message.updated':
        if (messages.value.some((message) => message.id === event.message.id)) {
          messages.value = placed(messages.value, event.message)
        }
        return
      case 'message.removed': {
        const gone = new Set(event.ids)
        messages.value = messages.value.filter((message) => !gone.has(message.id))
        total.value = Math.max(messages.value.length, total.value - gone.size)
        return
      }
      case 'session.opened':
        open.value = placed(open.value, event.session)
        return
      case 'session.closed':
        open.value = open.value.filter((session) => session.id !== event.session.id)
        if (event.session.outcome === 'nothing') attempts.value = placed(attempts.value, event.session)
        return
      case 'info':
        total.value = Math.max(messages.value.length, event.info.counts.messages)
        return
      // The opened session follows its own entries; a resync is answered by whoever owns the connection.
      case 'session.entries':
      case 'resync':
    }
  }

  /** A repeated event about a mail further down than this page reaches. */
  function olderThanAll(message: MessageSummary): boolean {
    const last = messages.value.at(-1)
    return moreMessages.value && last !== undefined && message.seq < last.seq
  }

  return {
    rows: computed(() => mergeRows(messages.value, attempts.value, moreMessages.value)),
    attempts,
    open,
    total,
    loaded,
    older: computed(() => {
      if (!moreMessages.value && !moreAttempts.value) return 'all'
      return shown.value < most ? 'more' : 'full'
    }),
    load,
    showOlder,
    apply,
  }
}

function united<T extends { readonly id: string }>(newer: readonly T[], older: readonly T[]): T[] {
  const known = new Set(newer.map((item) => item.id))
  return [...newer, ...older.filter((item) => !known.has(item.id))]
}
