/** What the views of source say: HTML, Raw, and texts too long to be prose. */
import { count, size } from '../state/format.ts'

export const wrap = 'Wrap'
export const wrapTitle = 'Break long lines at the edge'
export const find = 'Find'
export const findLabel = 'Find in this source; :120 goes to line 120'
export const findHint = 'Find, or :120 for a line'
export const hits = (at: number, of: number, more: boolean) =>
  `${at} of ${of.toLocaleString('en-GB')}${more ? '+' : ''}`
export const noHits = 'none'
export const searching = '…'
export const next = 'Next (n)'
export const previous = 'Previous (p)'
export const close = 'Close the search (Esc)'
export const copy = 'Copy'
export const copied = 'Copied'
export const copyTitle = 'Copy all of it'
export const tooLong = 'Too much for the clipboard'
export const facts = (bytes: number | null, lines: number, whole: boolean) =>
  `${bytes === null ? '' : `${size(bytes)}, `}${count(lines, 'line', 'lines')}${whole ? '' : ' so far'}`
export const lineTitle = (line: number) => `Line ${line}: click to link to it, Shift+click for a range`
export const longLine = (octets: number) => `${octets.toLocaleString('en-GB')} octets in this line; RFC 5322 allows 998`
export const longWord = (octets: number) => `${octets.toLocaleString('en-GB')} octets`
export const empty = 'Nothing is in it.'

export const ends = 'Line ends'
export const endsTitle = 'Show how each line ends'
export const endNames = { crlf: 'CRLF', lf: 'LF only', none: 'no line end' } as const
export const parts = 'Go to part'
export const download = 'Download .eml'
export const emptyRaw = 'The sender sent no bytes at all.'
export const rawLabel = (lines: number) => `Bytes of the mail, ${count(lines, 'line', 'lines')}`

export const asSent = 'As sent'
export const pretty = 'Pretty'
export const layout = 'How the source is laid out'
export const prettyNote = 'Laid out anew for reading; line numbers are not those of the mail.'
export const prettyTooLong = 'Too long to be laid out anew'
export const encoded = 'Transfer-encoded'
export const encodedTitle = 'The part as it went over the wire, with its headers and its encoding'
export const htmlLabel = (lines: number) => `HTML source, ${count(lines, 'line', 'lines')}`
export const textLabel = (lines: number) => `Text, ${count(lines, 'line', 'lines')}`
export const longText = 'Too long for prose, so it is shown by lines.'
