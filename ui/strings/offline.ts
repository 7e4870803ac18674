/** What the page says of its connection to the sink: that it is gone, that it is back, and what changed meanwhile. */
import { count } from '../state/format.ts'

export const words = {
  /** Beside an action that needs the server. */
  disabled: 'Not while mailsink is offline',
  stale: 'mailsink does not answer. What was read stays here, and nothing new arrives until it is back.',
  retry: 'Retry now',
  newWhileAway: (n: number) => `${count(n, 'new message', 'new messages')} while away`,
  restarted: 'mailsink was started anew: what was listed is gone.',
  version: (now: string) => `mailsink ${now} is running now; this page is of another version.`,
  reload: 'Reload',
  dismiss: 'Dismiss',
} as const
