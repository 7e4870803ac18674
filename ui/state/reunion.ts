/** What changed while the sink could not be reached: mails that came, a start anew, another version. */
import { signal } from '@preact/signals'
import type { FeedEvent } from '../../contract/event.ts'
import type { Info } from '../../contract/info.ts'
import * as words from '../strings/offline.ts'
import type { App } from './app.ts'

/** What is known of the sink: which start, and how many mails it had taken at which place of its sequence. */
interface Known {
  readonly epoch: string
  readonly accepted: number
  readonly seq: number
}

export function createReunion({ connection, toasts }: App) {
  /** Another start of the sink than that of the lists which were read first, until it is put away. */
  const restarted = signal(false)
  /** The version that runs now, if it is not the one that this page was made by. */
  const newVersion = signal<string | null>(null)
  let known: Known | null = null
  let version: string | null = null
  let live = true

  const stopWatching = connection.state.subscribe(({ kind }) => {
    if (kind === 'offline' || kind === 'reconnecting') live = false
  })

  function hear(info: Info): void {
    version ??= info.version
    if (info.version !== version) newVersion.value = info.version
    const next = { epoch: info.epoch, accepted: info.counts.accepted, seq: seqOf(info.cursor) }
    if (known !== null && known.epoch !== next.epoch) restarted.value = true
    // The first facts after the return are older than nothing that was missed, so what they count more came meanwhile.
    else if (known !== null && !live && next.accepted > known.accepted)
      toasts.show(words.newWhileAway(next.accepted - known.accepted))
    live = true
    known = next
  }

  function apply(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (event.type === 'info') hear(event.info)
      // A repeated event, and one that the facts have counted already, have a place at or before theirs.
      else if (event.type === 'message.added' && known !== null && event.seq > known.seq)
        known = { ...known, accepted: known.accepted + 1, seq: event.seq }
    }
  }

  const first = connection.info.peek()
  if (first !== null) hear(first)
  const leave = connection.join({ load: () => Promise.resolve(), apply })
  return {
    restarted,
    newVersion,
    dismiss: () => {
      restarted.value = false
      newVersion.value = null
    },
    stop: () => {
      stopWatching()
      leave()
    },
  }
}

function seqOf(cursor: string): number {
  return Number(cursor.slice(cursor.lastIndexOf('.') + 1))
}
