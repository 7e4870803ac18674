/** The log of what happens: a line for each mail and each session that failed, and a sum where they come too fast to read. */
import type { StoreEvent } from '../../contract/event.ts'
import type { LogEvent } from '../../contract/log.ts'
import { logEventOf } from './events.ts'

/** Lines that one second gets. A log that runs faster is read by nobody and costs more than the mails themselves. */
const LINES = 50
const SECOND = 1000

/** What got no line of its own in this second. */
interface Untold {
  mails: number
  sessions: number
  dropped: number
}

/**
 * Makes the listener that writes the log. `later` runs a function once after so many ms; the default keeps no process alive.
 */
export function createJournal(
  say: (event: LogEvent) => void,
  later: (run: () => void, ms: number) => void = (run, ms) => void setTimeout(run, ms).unref(),
): (event: StoreEvent) => void {
  let lines = 0
  let untold: Untold | null = null

  const sum = () => {
    if (untold !== null && untold.dropped > 0) {
      say({ level: 'warn', message: 'mails dropped by a limit', fields: { count: untold.dropped } })
    }
    if (untold !== null && untold.mails + untold.sessions > 0) {
      const { mails, sessions } = untold
      say({ level: 'info', message: 'and more in the same second', fields: { mails, 'failed sessions': sessions } })
    }
    untold = null
    lines = 0
  }

  /** The second begins with the first thing that happens in it. */
  const thisSecond = (): Untold => {
    if (untold === null) later(sum, SECOND)
    untold ??= { mails: 0, sessions: 0, dropped: 0 }
    return untold
  }

  return (event) => {
    if (event.type === 'message.removed') {
      if (event.why === 'evicted') thisSecond().dropped += event.ids.length
      return
    }
    if (event.type !== 'message.added' && event.type !== 'session.closed') return
    const second = thisSecond()
    if (lines < LINES) {
      const line = logEventOf(event)
      if (line === null) return
      lines += 1
      say(line)
    } else if (event.type === 'message.added') second.mails += 1
    else if (event.session.outcome === 'nothing' || event.session.outcome === 'partial') second.sessions += 1
  }
}
