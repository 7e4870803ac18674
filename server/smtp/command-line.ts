/** What a line of the client is as a command, and the reply to one that must not be carried out. */
import type { Reply } from './reply.ts'
import type { Note } from './transaction.ts'

const NUL = 0
const LF = 10
const CR = 13
/** Commands that have to wait for their reply before the next is sent (RFC 2920, 3.1). */
const lastOfGroup: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'DATA'])
/** Commands that others may follow at once: by the RFC, with their own bytes, or since they are no SMTP at all. */
const neverLast: ReadonlySet<string> = new Set(['QUIT', 'BDAT', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])

export const tooLong: Reply = { code: 500, enhanced: '5.5.2', text: 'The command line is too long' }
const control: Reply = { code: 501, enhanced: '5.5.2', text: 'A control character stands in the command' }
const strictReplies = {
  bareLf: { code: 500, enhanced: '5.5.2', text: 'The command ends in a bare LF' },
  early: { code: 503, enhanced: '5.5.1', text: 'Commands came before the reply that they have to wait for' },
} satisfies Record<string, Reply>

export function withoutLineEnd(line: Buffer): Buffer {
  const end = line[line.length - 1] === LF ? line.length - 1 : line.length
  return line.subarray(0, line[end - 1] === CR ? end - 1 : end)
}

export function verbOf(text: Buffer): string {
  return (text.toString('latin1', 0, 12).split(/[ \t:]/, 1)[0] ?? '').toUpperCase()
}

/** How many bytes follow a BDAT (RFC 3030, 2). */
export function chunkSize(text: Buffer): number {
  return Number(/^BDAT\s+(\d{1,15})/i.exec(text.toString('latin1', 0, 40))?.[1] ?? 0)
}

/** Whether nothing may be sent behind a command before its reply; `hello` is the verb that opened the session. */
export function waitsForReply(verb: string, hello: string | false): boolean {
  return !neverLast.has(verb) && (hello !== 'EHLO' || lastOfGroup.has(verb))
}

/** What is noted about a line, and whether it is refused for it. */
export interface LineRules {
  readonly strict: boolean
  readonly note: Note
}

/**
 * Notes how a line departs from the RFCs; gives the refusal if there is one. `verb` is null for the answer to a
 * challenge; `early` says that something was sent behind the line too soon.
 */
export function judgeLine(
  line: Buffer,
  text: Buffer,
  verb: string | null,
  early: boolean,
  { strict, note }: LineRules,
): Reply | null {
  if (verb !== null && (text.includes(NUL) || text.includes(CR))) return control
  if (line[line.length - 2] !== CR) {
    note('bare-lf', 'A command ends in LF without CR (RFC 5321, 2.3.8).')
    if (strict) return strictReplies.bareLf
  }
  if (early) {
    note('early-pipelining', `Something was sent behind ${verb} before its reply (RFC 2920, 3.1).`)
    if (strict && verb !== 'DATA') return strictReplies.early
  }
  return null
}
