/** What the pane of a mail says once somebody looks closer: the open envelope, the menu, texts, what became of a mail. */
import { size } from '../state/format.ts'

export const nullSenderMore = 'the null sender: nobody gets a bounce of this'
export const bccSentMore = 'A Bcc header was transmitted, so every recipient can read who was blind-copied:'
export const differsMore = 'Bounces go to MAIL FROM and not to the From of the headers, which is'
export const hidden = 'not in headers'
export const hiddenTitle = 'In no header of the mail: a blind copy'
export const accepted = 'accepted'
export const refused = 'refused'
export const missing = 'Named in To or Cc, but not in this envelope:'
export const allRecipients = (n: number) => `Show all ${n}`
export const noPrevious = 'No earlier message has this sender and this subject.'
export const messageLink = 'Link to this message'
export const apiUrl = 'API address'
export const curl = 'curl line that sends it again'
export const rawText = 'Raw text'
export const rawTooLong = (bytes: number) => `${size(bytes)} are too much for the clipboard; download it instead.`
export const assertions = 'A test that expects this mail'
export const assertion = {
  vitest: 'Vitest',
  playwright: 'Playwright',
  jest: 'Jest',
  node: 'node:test',
  python: 'Python',
  curl: 'curl',
} as const
export const assertionCopied = (runner: string) => `Test for ${runner} copied`
export const curlCopied = 'curl line copied'
export const noListener = 'No SMTP listener is on that it could be sent to.'
export const showRaw = 'Show Raw'
export const showPreview = 'Show Preview'
export const showText = 'Show Text'
export const wrap = 'Wrap'
export const wrapTitle = 'Break long lines at the edge'
export const noTextHtml = 'The mail has an HTML part only, and no text is made up from it.'
export const noTextNothing = 'There is no HTML part either. Raw shows what was sent.'
export const emptyText = 'The text part is empty.'
export const flowed = 'format=flowed: soft line breaks are joined; Raw has them as they were sent.'
export const fullText = 'Open alone'
export const undo = 'Undo'
export const removedMore = 'Its session, if it is still kept, shows how it came.'
