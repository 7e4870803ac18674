/** The sentence for a name that does not exist: what was meant, also by someone who comes from another tool. */
import { nearest } from './nearest.ts'

/** Names of other tools, and of the other spellings: the first that the spelling in use knows is meant. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  sentto: ['to'],
  recipient: ['to'],
  recipients: ['to'],
  addressed: ['to'],
  sentfrom: ['from'],
  sender: ['from'],
  ip: ['address'],
  login: ['user'],
  username: ['user'],
  query: ['q'],
  search: ['q'],
  any: ['q'],
  all: ['q'],
  or: ['any', 'q'],
  and: ['all', 'q'],
  header: ['header.<name>'],
  headers: ['header.<name>', 'header'],
  not: ['not.<criterion>'],
  tag: ['header.<name>', 'header'],
  messageid: ['header.<name>', 'header'],
  'message-id': ['header.<name>', 'header'],
  filename: ['attachment.filename', 'attachment'],
  name: ['attachment.filename', 'filename'],
  type: ['attachment.type', 'attachment'],
  'attachment.name': ['attachment.filename'],
  contenttype: ['attachment.type', 'type'],
  file: ['attachment'],
  files: ['attachment'],
  size: ['size.above', 'larger'],
  larger: ['size.above', 'size'],
  smaller: ['size.below', 'size'],
  time: ['time.after', 'after'],
  date: ['time.after', 'time', 'after'],
  after: ['time.after', 'time'],
  since: ['time.after', 'time', 'after'],
  before: ['time.before', 'time'],
  equals: ['is'],
  eq: ['is'],
  includes: ['contains'],
  regex: ['matches'],
  regexp: ['matches'],
  pattern: ['matches'],
}

/** What other tools, or an inbox, can be searched for and this one cannot, with what to do instead. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['status:', 'How a connection ended is on the page Sessions, which can be filtered by it.'],
  ['fault:', 'What a fault has struck is on the page Faults, with links to the sessions.'],
  ['host:', 'Did you mean "link:"? It finds a host in a link; address: and helo: find the client.'],
  ['run:', 'Did you mean "header:X-Run="? What marks a run is found by its header field, or by inbox:.'],
  ['tag:', 'Did you mean "header:X-Tag="? What marks a mail is found by its header field, or by inbox:.'],
  ['is:read', 'What is read only the browser knows: "unread" above the list of messages shows what is not.'],
  ['is:unread', 'What is read only the browser knows: "unread" above the list of messages shows what is not.'],
  ['is:bcc-leak', 'Write header:bcc for a mail that tells its Bcc to everybody.'],
])

/** What to do instead of searching for this; null where there is nothing to say but what was meant. */
export const insteadOf = (written: string): string | null => INSTEAD.get(written.toLowerCase()) ?? null

/** What was meant by a name that is not known. */
export function meantBy(word: string, known: readonly string[]): string {
  const name = word.toLowerCase()
  const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name]?.find((one) => known.includes(one)) : undefined
  return foreign ?? nearest(word, known)
}

/** `Did you mean "subject"? Known: to, from, ...` */
export function didYouMean(word: string, known: readonly string[]): string {
  return `Did you mean "${meantBy(word, known)}"? Known: ${known.join(', ')}.`
}

/** A text from outside for use in a sentence: in quotes, control characters escaped, and not too long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
