/** What the page says of its connection to the sink: that it is gone, that it is back, and what changed meanwhile. */
import { count } from '../state/format.ts'

/** Beside an action that needs the server. */
export const disabled = 'Not while mailsink is offline'
export const stale = 'mailsink does not answer. What was read stays here, and nothing new arrives until it is back.'
export const retry = 'Retry now'
export const newWhileAway = (n: number) => `${count(n, 'new message', 'new messages')} while away`
export const restarted = 'mailsink was started anew: what was listed is gone.'
export const version = (now: string) => `mailsink ${now} is running now; this page is of another version.`
export const reload = 'Reload'
export const dismiss = 'Dismiss'
