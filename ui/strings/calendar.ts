/** What the card of an invitation says. */
export const methods: Readonly<Record<string, string>> = {
  REQUEST: 'Invitation',
  REPLY: 'Reply',
  CANCEL: 'Cancellation',
  PUBLISH: 'Event',
  COUNTER: 'Counter-proposal',
  REFRESH: 'Request for the newest version',
}

export const noMethod = 'METHOD is missing: most clients show this as a plain file'
export const noEvent = 'No event could be read in this file.'
export const untitled = '(no summary)'
export const starts = 'Starts'
export const ends = 'Ends'
export const lasts = 'Lasts'
export const yourTime = 'your time'
export const floating = 'no zone: at that time wherever the reader is'
export const unknownZone = 'the browser does not know this zone'
export const where = 'Where'
export const organizer = 'Organiser'
export const attendees = 'Attendees'
export const repeats = 'Repeats'
export const status = 'Status'
export const unanswered = 'no answer yet'
export const more = (n: number) => `and ${n} more`
