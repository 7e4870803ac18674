/** A mail transaction: what MAIL and RCPT said, as it was said, and what each is answered. */
import type { Envelope, Recipient } from '../../contract/message.ts'
import type { LintRule } from '../../contract/session.ts'
import { asRecord, checkParameters, unknownParameters } from './parameters.ts'
import { type Path, parsePath } from './path.ts'
import type { Reply } from './reply.ts'

export interface TransactionRules {
  readonly strict: boolean
  readonly messageSize: number
  readonly recipients: number
}

/** Writes a lint down for the line that is being answered. */
export type Note = (rule: LintRule, text: string) => void

type Verb = 'MAIL FROM' | 'RCPT TO'

const recipientOk: Reply = { code: 250, enhanced: '2.1.5', text: 'Recipient OK' }
const utf8Refused: Reply = {
  code: 553,
  enhanced: '5.6.7',
  text: 'The address has UTF-8, and SMTPUTF8 was not declared',
}
/** Kept with every recipient: one string for all of them. */
const recipientOkText = `${recipientOk.enhanced} ${recipientOk.text}`

/** What strict says to each departure; the others are let pass even then. */
const strictCodes: Partial<Record<LintRule, { code: number; enhanced: string }>> = {
  'path-space': { code: 501, enhanced: '5.5.4' },
  'path-brackets': { code: 501, enhanced: '5.5.4' },
  'path-syntax': { code: 501, enhanced: '5.1.3' },
  'unknown-parameter': { code: 555, enhanced: '5.5.4' },
}

export class Transaction {
  private from: Path | null = null
  private readonly recipients: Recipient[] = []
  private readonly rules: TransactionRules

  constructor(rules: TransactionRules) {
    this.rules = rules
  }

  get open(): boolean {
    return this.from !== null
  }

  get hasRecipients(): boolean {
    return this.recipients.some(({ accepted }) => accepted)
  }

  /** Whether the client said that 8-bit bytes would come (RFC 6152; SMTPUTF8 implies it, RFC 6531, 3.6). */
  get declares8Bit(): boolean {
    return this.value('BODY')?.toUpperCase() === '8BITMIME' || this.value('SMTPUTF8') === null
  }

  mail(line: Buffer, secure: boolean, note: Note): Reply {
    const path = this.read(line, 'MAIL FROM', secure, note)
    if ('code' in path) return path
    if (this.from !== null)
      return { code: 503, enhanced: '5.5.1', text: 'A transaction is open already: end it with RSET' }
    if (path.beyondAscii && !path.parameters.some(({ keyword }) => keyword === 'SMTPUTF8')) {
      const refusal = this.utf8(path, note)
      if (refusal !== null) return refusal
    }
    this.from = path
    return { code: 250, enhanced: '2.1.0', text: 'Sender OK' }
  }

  rcpt(line: Buffer, secure: boolean, note: Note): Reply {
    const path = this.read(line, 'RCPT TO', secure, note)
    const reply = 'code' in path ? path : this.judge(path, note)
    if (this.from === null) return reply
    const { address, parameters } = 'code' in path ? asWritten(line) : path
    const accepted = reply.code < 300
    const text = reply === recipientOk ? recipientOkText : `${reply.enhanced} ${reply.text}`
    this.recipients.push({ address, parameters: asRecord(parameters), code: reply.code, text, accepted })
    return reply
  }

  /** Takes note of a recipient that was refused for a reason of its own. */
  refuse(line: Buffer, code: number, text: string): void {
    const path = parsePath(line, 'RCPT TO')
    const { address, parameters } = 'error' in path ? asWritten(line) : path
    this.recipients.push({ address, parameters: asRecord(parameters), code, text, accepted: false })
  }

  get sender(): string | null {
    return this.from?.address ?? null
  }

  /** Sender and accepted recipients so far. */
  get known(): { from: string; to: string[] } {
    const to = this.recipients.filter(({ accepted }) => accepted).map(({ address }) => address)
    return { from: this.from?.address ?? '', to }
  }

  envelope(): Envelope {
    return {
      from: this.from?.address ?? '',
      to: this.recipients.filter(({ accepted }) => accepted).map(({ address }) => address),
      parameters: asRecord(this.from?.parameters ?? []),
      recipients: this.recipients,
    }
  }

  private judge(path: Path, note: Note): Reply {
    if (this.from === null) return { code: 503, enhanced: '5.5.1', text: 'MAIL FROM has to come first' }
    if (path.address === '') return { code: 501, enhanced: '5.1.3', text: 'A recipient has to have an address' }
    if (path.beyondAscii && this.value('SMTPUTF8') === undefined) {
      const refusal = this.utf8(path, note)
      if (refusal !== null) return refusal
    }
    if (this.recipients.length >= this.rules.recipients) {
      return {
        code: 452,
        enhanced: '4.5.3',
        text: `No more than ${this.rules.recipients} recipients are taken at once`,
      }
    }
    return recipientOk
  }

  /** Parses the line and checks its parameters; a departure from the syntax becomes a lint, or where strict a reply. */
  private read(line: Buffer, verb: Verb, secure: boolean, note: Note): Path | Reply {
    const path = parsePath(line, verb)
    if ('error' in path) return { code: 501, enhanced: verb === 'MAIL FROM' ? '5.1.7' : '5.1.3', text: path.error }
    const unknown = unknownParameters(verb, path.parameters).map((keyword) => ({
      rule: 'unknown-parameter' as const,
      text: `${keyword} is no parameter of ${verb} that was offered (RFC 5321, 4.1.1.11).`,
    }))
    const lints = [...path.lints, ...unknown]
    const refused = this.rules.strict ? lints.find(({ rule }) => strictCodes[rule] !== undefined) : undefined
    const code = refused === undefined ? undefined : strictCodes[refused.rule]
    if (refused !== undefined && code !== undefined) return { ...code, text: refused.text }
    const wrong = checkParameters(verb, path.parameters, { messageSize: this.rules.messageSize, secure })
    if (wrong !== null) return wrong
    for (const { rule, text } of lints) note(rule, text)
    return path
  }

  private utf8(path: Path, note: Note): Reply | null {
    if (this.rules.strict) return utf8Refused
    note('utf8-address', `"${path.address}" has bytes beyond ASCII, and SMTPUTF8 was not declared (RFC 6531, 3.5).`)
    return null
  }

  /** Undefined when the parameter was not given, null when it has no value. */
  private value(keyword: string): string | null | undefined {
    return this.from?.parameters.find((parameter) => parameter.keyword === keyword)?.value
  }
}

/** For the record of a recipient whose command could not be read. */
function asWritten(line: Buffer): Pick<Path, 'address' | 'parameters'> {
  return { address: line.toString('latin1').replace(/^[^:]*:\s*/, ''), parameters: [] }
}
