/** The index of an export: for programs as JSON, for people as a page without a script. */
import { deflateSync, inflateSync } from 'node:zlib'
import type { Address, MessageSummary } from '../../contract/message.ts'

/** A message and its files; `skipped` says why it has none. */
export interface ExportedMessage extends MessageSummary {
  readonly file: string | null
  readonly transcript: string | null
  readonly skipped: string | null
}

/** A session and its file. */
export interface ExportedSession {
  readonly openedAt: string
  readonly outcome: string
  readonly address: string
  readonly reason: string | null
  readonly file: string
}

const BATCH = 200
const LONGEST = 300

/** Rows, packed: they are written after everything else, and a full store has 100,000. */
export class Rows<Row> {
  private readonly packed: Buffer[] = []
  private open: Row[] = []

  add(row: Row): void {
    this.open.push(row)
    if (this.open.length < BATCH) return
    this.packed.push(deflateSync(JSON.stringify(this.open), { level: 1 }))
    this.open = []
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const batch of this.packed) yield* JSON.parse(inflateSync(batch).toString()) as Row[]
    yield* this.open
  }
}

/** An array of summaries with the names of their files. */
export function* indexJson(messages: Iterable<ExportedMessage>): Generator<Uint8Array> {
  let before = '[\n'
  for (const row of messages) {
    yield Buffer.from(before + JSON.stringify(row))
    before = ',\n'
  }
  yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n')
}

// Nothing of it runs and nothing is fetched, even if something of a mail were not escaped.
const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>mailsink export</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em }
table { border-collapse: collapse }
th, td { border-bottom: 1px solid #ccc; padding: 0.3em 1em 0.3em 0; text-align: left; vertical-align: top }
</style>
</head>
<body>
`

/** Messages in a table, and below it the sessions that have a file of their own. */
export function* indexHtml(
  messages: Iterable<ExportedMessage>,
  sessions: Iterable<ExportedSession>,
): Generator<Uint8Array> {
  yield Buffer.from(HEAD)
  yield* table('Messages', ['Time', 'From', 'To', 'Subject', 'Files'], messages, (row) => [
    cell(row.receivedAt),
    cell(addresses(row.from) || row.envelope.from),
    cell(row.envelope.to.join(', ')),
    cell(row.subject),
    row.skipped === null ? `${link(row.file, 'mail')} ${link(row.transcript, 'transcript')}`.trim() : cell(row.skipped),
  ])
  yield* table(
    'Sessions that delivered nothing, or not everything',
    ['Time', 'Client', 'Outcome', 'Reason', 'File'],
    sessions,
    (row) => [
      cell(row.openedAt),
      cell(row.address),
      cell(row.outcome),
      cell(row.reason ?? ''),
      link(row.file, 'transcript'),
    ],
  )
  yield Buffer.from('</body>\n</html>\n')
}

function* table<Row>(
  title: string,
  columns: readonly string[],
  rows: Iterable<Row>,
  cells: (row: Row) => string[],
): Generator<Uint8Array> {
  let none = true
  for (const row of rows) {
    const head = `<h1>${title}</h1>\n<table>\n<tr>${columns.map((column) => `<th>${column}</th>`).join('')}</tr>\n`
    yield Buffer.from(
      `${none ? head : ''}<tr>${cells(row)
        .map((text) => `<td>${text}</td>`)
        .join('')}</tr>\n`,
    )
    none = false
  }
  if (!none) yield Buffer.from('</table>\n')
}

function addresses(list: readonly Address[]): string {
  return list.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ')
}

function cell(text: string): string {
  return escapeHtml(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}

/** File names are of letters, digits, hyphens, dots and slashes only. */
function link(file: string | null, text: string): string {
  return file === null ? '' : `<a href="${file}">${text}</a>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
