/** A mail as text that is the same from run to run, and differs where the mail does. */
import type { Attachment, Link, Message, Part } from '../../contract/message.ts'
import { createPlaceholders, type Placeholders } from './placeholders.ts'
import { snapshotHeaders } from './snapshot-headers.ts'
import { snapshotHtml } from './snapshot-html.ts'
import { type Normalise, volatileIn } from './volatile.ts'

export interface SnapshotOptions {
  /** Header fields that are shown, in this order; null for those that a recipient or a mail program cares about. */
  readonly headers: readonly string[] | null
  /** `normalized` lays the HTML out anew, `raw` leaves its layout, `none` leaves the section out. */
  readonly html: 'normalized' | 'raw' | 'none'
  /** Id of the inbox, which stands in addresses and links; it becomes `<inbox>`. */
  readonly inbox: string | null
}

/** Of a text and of an HTML part, in characters; and of a list of recipients, links and the like together. */
const longestSection = 200_000
const mostLines = 1_000
const longestTarget = 4_000

/**
 * Renders a message for a snapshot: envelope, headers, MIME outline, text, HTML, links, attachments.
 *
 * What differs from send to send becomes a placeholder, numbered in the order of its first appearance: the same
 * token has the same number in text, HTML and links. The line end is LF, no line ends in a blank, the last one ends.
 * Of text and HTML 200,000 characters each are shown; a line says how many are left out.
 *
 *     snapshotOf(message, { headers: null, html: 'normalized', inbox: message.inbox })
 */
export function snapshotOf(message: Message, options: SnapshotOptions): string {
  const { envelope, headers, parts, text, html, links, codes, attachments, parseError } = message
  const placeholders = createPlaceholders()
  const normalise = volatileIn(
    {
      inbox: options.inbox,
      codes: codes.map(({ value }) => value),
      targets: links.slice(0, mostLines).map(({ href }) => href),
    },
    placeholders,
  )

  const sections = [
    section('envelope', shortened(envelopeLines(envelope), normalise)),
    section('headers', shortened(snapshotHeaders(headers, options.headers, { normalise, placeholders }))),
    section('parts', shortened(outline(parts, placeholders), normalise)),
    section('text', text === null ? '' : within(text, normalise)),
    ...(options.html === 'none'
      ? []
      : [section('html', html === null ? '' : within(html, htmlForm(options.html, message, normalise, placeholders)))]),
    section('links', shortened(linkLines(links), normalise)),
    section('attachments', shortened(attachments.map(attachmentLine), normalise)),
    ...(parseError === null ? [] : [section('problem', parseError)]),
  ]
  return `${sections.join('\n\n')}\n`
}

function envelopeLines({ from, to, recipients }: Message['envelope']): string[] {
  const all = recipients.length > 0 ? recipients : to.map((address) => ({ address, accepted: true, code: 250 }))
  return [
    `MAIL FROM ${from === '' ? '<>' : oneLine(from)}`,
    ...all.map(({ address, accepted, code }) => `RCPT TO ${oneLine(address)}${accepted ? '' : ` (refused: ${code})`}`),
  ]
}

function* outline(root: Part, placeholders: Placeholders, depth = 0): Generator<string> {
  const { contentType, charset, encoding, disposition, filename, contentId, parts } = root
  const facts = [
    contentType,
    // Which of these two a mail is in depends on its words only.
    charset === null || /^(?:utf-?8|us-ascii)$/i.test(charset) ? null : `charset=${charset}`,
    disposition,
    filename === null ? null : `filename=${fileName(filename)}`,
    contentId === null ? null : `cid=${placeholders.of('cid', contentId.replace(/^<|>$/g, ''))}`,
    encoding === null || parts.length > 0 ? null : `[${encoding}]`,
  ]
  yield '  '.repeat(depth) + oneLine(facts.filter((fact) => fact !== null).join(' '))
  for (const part of parts) yield* outline(part, placeholders, depth + 1)
}

function htmlForm(
  form: 'normalized' | 'raw',
  { codes }: Message,
  normalise: Normalise,
  placeholders: Placeholders,
): (html: string) => string {
  if (form === 'raw') return normalise
  const named = codes.map(({ value }) => ({ value, name: () => placeholders.of('code', value) }))
  return (html) => snapshotHtml(html, normalise, named)
}

function* linkLines(links: readonly Link[]): Generator<string> {
  for (const { href, text } of links) {
    const rest = href.length - longestTarget
    const target = oneLine(href.slice(0, longestTarget)) + (rest > 0 ? `… (${rest} more characters)` : '')
    yield text === href || text === '' ? target : `[${oneLine(text)}] ${target}`
  }
}

function attachmentLine({ filename, contentType, sha256 }: Attachment): string {
  return `${filename === null ? '(no name)' : fileName(filename)} ${oneLine(contentType)} sha256:${sha256.slice(0, 12)}`
}

function fileName(name: string): string {
  return /^[^\s"]+$/.test(name) ? name : JSON.stringify(name)
}

/** The lines of a list, as many as are reasonable. */
function shortened(lines: Iterable<string>, normalise: Normalise = (text) => text): string {
  const shown: string[] = []
  let size = 0
  let left = 0
  for (const line of lines) {
    size += line.length
    if (shown.length < mostLines && size <= longestSection) shown.push(normalise(line))
    else left++
  }
  return [...shown, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n')
}

/** The beginning of a long text in some form. It is cut at the end of a line where there is one: half a token is another token. */
function within(text: string, form: (text: string) => string): string {
  if (text.length <= longestSection) return form(newlines(text))
  const lineEnd = text.lastIndexOf('\n', longestSection)
  const end = lineEnd > longestSection / 2 ? lineEnd : longestSection
  return `${form(newlines(text.slice(0, end)))}\n… and ${text.length - end} more characters`
}

function newlines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function section(name: string, body: string): string {
  const lines = visible(body)
    .split('\n')
    .map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  if (first < 0) return `# ${name}\n(none)`
  const last = lines.findLastIndex((line) => line !== '')
  return `# ${name}\n${lines.slice(first, last + 1).join('\n')}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Controls, direction marks and halves of characters as escapes: a snapshot is shown in terminals. */
function visible(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
      (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
    .replace(
      /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/gu,
      (char) => `\\u${char.charCodeAt(0).toString(16)}`,
    )
}
