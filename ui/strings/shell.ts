/** What the frame around every view says. */
import type { Area } from '../state/route.ts'

export const areas: Record<Area, string> = {
  messages: 'Messages',
  sessions: 'Sessions',
  faults: 'Faults',
  setup: 'Setup',
  settings: 'Settings',
}

export const areasLabel = 'Places'
export const unread = 'unread'
export const failed = 'delivered nothing'
export const rulesActive = 'active'
export const notLoaded = 'This view could not be fetched. Is mailsink still running? Reload the page when it is.'
export const broken = (why: unknown) => `This view failed, which it should not: ${String(why)}. The others still work.`
export const separator = 'Size of the list'
export const toasts = 'Notices'
export const dismissToast = 'Dismiss this notice'
export const palette = 'Command palette'
export const port = (address: string) => `Copy ${address}, where mail is sent to`
