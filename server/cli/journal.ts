/** The log of what happens: a line for each mail, each session that failed and each fault, and a sum where they come too fast to read. */
import type { StoreEvent } from '../../contract/event.ts'
import type { Counts } from '../../contract/info.ts'
import type { LogEvent } from '../../contract/log.ts'
import type { Store, Subscription } from '../../contract/store.ts'
import { logEventOf } from './events.ts'

/** Lines that one second gets. A log that runs faster is read by nobody, and would cost more than the mails themselves. */
const LINES = 50
const SECOND = 1000

/**
 * Writes what happens in the store, until the store ends. In a second with more than fifty lines it stops listening, so that
 * a burst costs nothing, and says at its end how much more there was.
 *
 * `later` runs a function once after so many ms; the default keeps no process alive.
 */
export async function keepJournal(
  store: Store,
  say: (event: LogEvent) => void,
  later: (run: () => void, ms: number) => void = (run, ms) => void setTimeout(run, ms).unref(),
): Promise<void> {
  let before: Counts = (await store.state()).counts
  let subscription: Subscription | null = null
  let lines = 0
  let mails = 0
  let running = false

  const listen = async () => {
    subscription = await store.subscribe(tell, { since: null, digests: false, criteria: null })
  }

  const tell = (event: StoreEvent) => {
    // A second begins with the first thing that happens in it.
    if (!running) later(() => void endSecond(), SECOND)
    running = true
    const line = logEventOf(event)
    if (line === null) return
    say(line)
    lines += 1
    if (event.type === 'message.added') mails += 1
    if (lines < LINES) return
    subscription?.stop()
    subscription = null
  }

  const endSecond = async () => {
    const { counts } = await store.state()
    const dropped = counts.evicted - before.evicted
    const more = counts.accepted - before.accepted - mails
    if (more > 0) say({ level: 'info', message: 'and more mails in the same second', fields: { count: more } })
    if (dropped > 0) say({ level: 'warn', message: 'mails dropped by a limit', fields: { count: dropped } })
    before = counts
    lines = 0
    mails = 0
    running = false
    if (subscription === null) await listen()
  }

  await listen()
}
