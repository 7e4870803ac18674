/** Whether anything has arrived at all, and what became of it: enough for the page that teaches how to send a first mail. */
import { batch, computed, signal } from '@preact/signals'
import type { FeedEvent } from '../../contract/event.ts'
import type { Info } from '../../contract/info.ts'
import type { App } from './app.ts'

export function createArrivals({ api, connection }: App) {
  /** The newest session that delivered nothing, and the newest mail, by id. */
  const failed = signal<string | null>(null)
  const newest = signal<string | null>(null)
  /** Mails kept and sessions that said something, at the place `seq` of the sequence. */
  const counted = signal<{ seq: number; kept: number; spoken: number } | null>(null)

  function count({ cursor, counts }: Info): void {
    const seq = Number(cursor.slice(cursor.lastIndexOf('.') + 1))
    counted.value = { seq, kept: counts.messages, spoken: counts.spoken }
  }

  function applyOne(event: FeedEvent): void {
    if (event.type === 'info') count(event.info)
    if (event.type === 'session.closed' && event.session.outcome === 'nothing') failed.value = event.session.id
    if (event.type === 'message.added') newest.value = event.message.id
    const change = changeOf(event)
    const now = counted.peek()
    // What the facts have counted already comes again after a reconnection.
    if (change !== 0 && now !== null && event.seq > now.seq)
      counted.value = { ...now, seq: event.seq, kept: Math.max(0, now.kept + change) }
  }

  async function load(): Promise<void> {
    const [sessions, messages] = await Promise.all([
      api.sessions({ outcome: 'nothing', limit: 1 }),
      api.messages({ limit: 1, digests: false }),
    ])
    failed.value = sessions.sessions[0]?.id ?? null
    newest.value = messages.messages[0]?.id ?? null
  }

  const first = connection.info.peek()
  if (first !== null) {
    // Asked for late: the others have read their lists already.
    count(first)
    load().catch(() => {})
  }
  connection.join({ load, apply: (events) => batch(() => events.forEach(applyOne)) })
  return {
    failed,
    newest,
    /** Null while that is not known. */
    kept: computed(() => counted.value?.kept ?? null),
    spoken: computed(() => counted.value?.spoken ?? 0),
  }
}

function changeOf(event: FeedEvent): number {
  if (event.type === 'message.added') return 1
  if (event.type === 'message.restored') return event.messages.length
  return event.type === 'message.removed' ? -event.ids.length : 0
}
