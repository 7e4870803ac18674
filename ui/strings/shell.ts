/** What the frame around every view says. */
import type { Area } from '../state/route.ts'

const areas: Record<Area, string> = { messages: 'Messages', sessions: 'Sessions', setup: 'Setup', settings: 'Settings' }

export const words = {
  areas,
  areasLabel: 'Places',
  unread: 'unread',
  failed: 'delivered nothing',
  notLoaded: 'This view could not be fetched. Is mailsink still running? Reload the page when it is.',
  broken: (why: unknown) => `This view failed, which it should not: ${String(why)}. The others still work.`,
  separator: 'Size of the list',
  toasts: 'Notices',
  dismissToast: 'Dismiss this notice',
  palette: 'Command palette',
  port: (address: string) => `Copy ${address}, where mail is sent to`,
} as const
