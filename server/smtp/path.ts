/** Takes MAIL FROM and RCPT TO apart as the client wrote them (RFC 5321, 4.1.2), with what it was let pass. */
import { isUtf8 } from 'node:buffer'
import { isIPv4, isIPv6 } from 'node:net'
import type { LintRule } from '../../contract/session.ts'

export interface Parameter {
  /** Upper-cased. */
  readonly keyword: string
  /** As written, xtext not decoded; null without `=`. */
  readonly value: string | null
}

export interface Path {
  /** Without brackets and source route; empty for `<>`. */
  readonly address: string
  readonly parameters: readonly Parameter[]
  /** Departures from the syntax, each with its words. */
  readonly lints: readonly { rule: LintRule; text: string }[]
  /** The address has bytes beyond ASCII. */
  readonly beyondAscii: boolean
}

export interface Misspelt {
  readonly error: string
}

const controls = /[\u0000-\u001f\u007f]/
const atom = /^[^\s()<>[\]:;@\\,."\u0000-\u001f]+$/
const label = /^[A-Za-z0-9\u0080-\uffff](?:[A-Za-z0-9\u0080-\uffff_-]*[A-Za-z0-9\u0080-\uffff])?$/

/** The ordinary case, told in one look: no quotes, no parameters, no liberties. Anything else takes the long way. */
const ordinary = /^(?:MAIL FROM|RCPT TO):<([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)>$/i
const ORDINARY_LENGTH = 64
const none: readonly never[] = []

/** Parses `MAIL FROM:<…> …` or `RCPT TO:<…> …`; the line comes without its line end. */
export function parsePath(line: Buffer, verb: 'MAIL FROM' | 'RCPT TO'): Path | Misspelt {
  if (line.length <= ORDINARY_LENGTH) {
    const length = ordinary.exec(line.toString('latin1'))?.[1]?.length
    if (length !== undefined) {
      // From the bytes: a slice of the line would keep the whole line in memory for as long as the mail is kept.
      const address = line.toString('latin1', line.length - 1 - length, line.length - 1)
      return { address, parameters: none, lints: none, beyondAscii: false }
    }
  }
  // Not UTF-8: kept byte for byte, one character each.
  const text = line.toString(isUtf8(line) ? 'utf8' : 'latin1')
  const start = /^(?:MAIL\s+FROM|RCPT\s+TO)(\s*):(\s*)/i.exec(text)
  if (start === null) return { error: `Syntax: ${verb}:<address>` }
  if (controls.test(text)) return { error: 'A control character stands in the command' }
  const lints: { rule: LintRule; text: string }[] = []
  if (start[1] !== '' || start[2] !== '') {
    lints.push({ rule: 'path-space', text: `A space stands beside the colon of ${verb} (RFC 5321, 4.1.1.2).` })
  }
  const rest = text.slice(start[0].length)
  const found = rest.startsWith('<') ? bracketed(rest) : bare(rest)
  if (found === null) return { error: `The address of ${verb} does not end: a ">" is missing` }
  if (found.behind !== '' && !/^\s/.test(found.behind))
    return { error: `Something stands right behind the address of ${verb}` }
  if (!rest.startsWith('<')) {
    if (found.path === '') return { error: `Syntax: ${verb}:<address>` }
    lints.push({ rule: 'path-brackets', text: `The address of ${verb} is not in angle brackets (RFC 5321, 4.1.2).` })
  }
  const address = withoutRoute(found.path)
  const wrong = address === '' ? null : faultOf(address, verb)
  if (wrong === 'no mailbox') return { error: `"${address}" is not an address` }
  if (wrong !== null) lints.push({ rule: 'path-syntax', text: `"${address}": ${wrong} (RFC 5321, 4.1.2).` })
  return { address, parameters: parametersOf(found.behind), lints, beyondAscii: /[^\u0000-\u007f]/.test(address) }
}

/** Up to the bracket that closes: one inside a quoted local part does not. */
function bracketed(rest: string): { path: string; behind: string } | null {
  let quoted = false
  for (let i = 1; i < rest.length; i += 1) {
    const char = rest[i]
    if (quoted && char === '\\') i += 1
    else if (char === '"') quoted = !quoted
    else if (char === '>' && !quoted) return { path: rest.slice(1, i), behind: rest.slice(i + 1) }
  }
  return null
}

function bare(rest: string): { path: string; behind: string } {
  const space = rest.search(/\s/)
  return space < 0 ? { path: rest, behind: '' } : { path: rest.slice(0, space), behind: rest.slice(space) }
}

/** `@relay.example,@other.example:` is to be accepted and ignored (RFC 5321, appendix C). */
function withoutRoute(path: string): string {
  return path.replace(/^@[^\s,:@]+(?:,@[^\s,:@]+)*:/, '')
}

/** What is wrong with an address; `no mailbox` for what cannot be one at all, null for nothing. */
function faultOf(address: string, verb: 'MAIL FROM' | 'RCPT TO'): string | null {
  if (verb === 'RCPT TO' && address.toLowerCase() === 'postmaster') return null
  const at = address.lastIndexOf('@')
  if (at < 0) return /\s/.test(address) ? 'no mailbox' : 'it has no domain'
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (local === '' || domain === '' || /\s/.test(domain)) return 'no mailbox'
  const quoted = /^"(?:[^"\\]|\\.)*"$/.test(local)
  if (!quoted && /\s/.test(local)) return 'no mailbox'
  if (Buffer.byteLength(local) > 64) return 'the part before the @ has more than 64 octets'
  if (Buffer.byteLength(address) > 254) return 'the path has more than 256 octets'
  if (!quoted && !local.split('.').every((word) => atom.test(word))) return 'the part before the @ has to be quoted'
  return domainFault(domain)
}

function domainFault(domain: string): string | null {
  const literal = /^\[(?:IPv6:(.*)|(.*))\]$/i.exec(domain)
  if (literal !== null) {
    const valid = literal[1] === undefined ? isIPv4(literal[2] ?? '') : isIPv6(literal[1])
    return valid ? null : 'the address literal is not an IP address'
  }
  if (Buffer.byteLength(domain) > 255) return 'the domain has more than 255 octets'
  return domain.split('.').every((part) => label.test(part)) ? null : 'the domain is not a host name'
}

function parametersOf(text: string): Parameter[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const equals = word.indexOf('=')
      const keyword = (equals < 0 ? word : word.slice(0, equals)).toUpperCase()
      return { keyword, value: equals < 0 ? null : word.slice(equals + 1) }
    })
}
