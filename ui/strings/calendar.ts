/** What the card of an invitation says. */
const methods: Readonly<Record<string, string>> = {
  REQUEST: 'Invitation',
  REPLY: 'Reply',
  CANCEL: 'Cancellation',
  PUBLISH: 'Event',
  COUNTER: 'Counter-proposal',
  REFRESH: 'Request for the newest version',
}

export const words = {
  methods,
  noMethod: 'METHOD is missing: most clients show this as a plain file',
  noEvent: 'No event could be read in this file.',
  untitled: '(no summary)',
  starts: 'Starts',
  ends: 'Ends',
  lasts: 'Lasts',
  yourTime: 'your time',
  floating: 'no zone: at that time wherever the reader is',
  unknownZone: 'the browser does not know this zone',
  where: 'Where',
  organizer: 'Organiser',
  attendees: 'Attendees',
  repeats: 'Repeats',
  status: 'Status',
  unanswered: 'no answer yet',
  more: (n: number) => `and ${n} more`,
} as const
