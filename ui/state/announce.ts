/** What a screen reader hears of new mail: one sentence at a time, however many come. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { FeedEvent } from '../../contract/event.ts'
import * as strings from '../strings/common.ts'
import { whoSent } from './people.ts'

/** A sentence takes about this long to say; more often would never let anything else be heard. */
const PAUSE = 4000

export interface Announcer {
  readonly sentence: ReadonlySignal<string>
  apply(events: readonly FeedEvent[]): void
}

export function createAnnouncer(later: (ms: number, run: () => void) => void): Announcer {
  const sentence = signal('')
  let mails = 0
  let failures = 0
  let last = ''
  let waiting = false

  function say(): void {
    sentence.value = strings.announce(mails, last, failures)
    mails = 0
    failures = 0
    waiting = true
    later(PAUSE, () => {
      waiting = false
      // The same sentence again is heard only if it was away in between.
      if (mails + failures > 0) say()
      else sentence.value = ''
    })
  }

  return {
    sentence,
    apply(events) {
      for (const event of events) {
        if (event.type === 'message.added') {
          mails++
          last = whoSent(event.message)
        }
        if (event.type === 'session.closed' && event.session.outcome === 'nothing') failures++
      }
      if (mails + failures > 0 && !waiting) say()
    },
  }
}
