/** How a value is written on the command line or in a variable: each kind says what it expects and reads it. */
import { isIP } from 'node:net'

export interface Kind<T> {
  /** Shown in the help: `--smtp-port <port>`. Empty for a switch, which needs no value. */
  readonly placeholder: string
  /** Completes "… is not …: give" in an error line. */
  readonly expects: string
  /** The value, or undefined when the text is not one. */
  parse(text: string): T | undefined
}

export interface Credentials {
  user: string
  password: string
}

const KIB = 1024
const UNITS: Record<string, number> = { '': 1, b: 1, k: KIB, m: KIB ** 2, g: KIB ** 3 }

// A unit may be written as k, kB or KiB: all three are powers of 1024 here, because a limit is about memory.
function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?(b|[kmg](?:i?b)?)?$/i.exec(text)
  if (!match) return undefined
  const bytes = Math.floor(Number(match[1]) * (UNITS[(match[2] ?? '').charAt(0).toLowerCase()] ?? Number.NaN))
  return bytes >= 1 && Number.isSafeInteger(bytes) ? bytes : undefined
}

const SPANS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
// Timers hold 31 bits of milliseconds; a longer one would fire at once.
const LONGEST_TIMER = 2 ** 31 - 1

function parseSpan(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?(ms|[smhd])$/i.exec(text)
  if (!match) return undefined
  const ms = Math.round(Number(match[1]) * (SPANS[(match[2] ?? '').toLowerCase()] ?? Number.NaN))
  return ms >= 1 && Number.isSafeInteger(ms) ? ms : undefined
}

function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  // Nothing but an origin: whoever writes a path or a user here expects it to count.
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : undefined
}

const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i

export const port: Kind<number | false> = {
  placeholder: '<port>',
  expects: 'a number from 0 to 65535 (0 takes any free port), or off',
  parse: (text) => {
    if (text === 'off') return false
    return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
  },
}

export const size: Kind<number> = {
  placeholder: '<size>',
  expects: 'bytes, or a number with k, M or G, such as 50MiB',
  parse: parseSize,
}

export const timeout: Kind<number> = {
  placeholder: '<time>',
  expects: 'a number with ms, s, m, h or d, such as 60s, at most 24d',
  parse: (text) => {
    const span = parseSpan(text)
    return span !== undefined && span <= LONGEST_TIMER ? span : undefined
  },
}

export const age: Kind<number | false> = {
  placeholder: '<time>',
  expects: 'a number with ms, s, m, h or d, such as 12h, or off',
  parse: (text) => (text === 'off' ? false : parseSpan(text)),
}

export const count: Kind<number> = {
  placeholder: '<number>',
  expects: 'a whole number from 1 on',
  parse: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined),
}

export const toggle: Kind<boolean> = {
  placeholder: '',
  expects: 'true or false',
  parse: (text) => {
    if (/^(true|1|yes|on)$/i.test(text)) return true
    return /^(false|0|no|off)$/i.test(text) ? false : undefined
  },
}

export const host: Kind<string> = {
  placeholder: '<address>',
  expects: 'an IP address or a name of this machine, such as 127.0.0.1, ::1 or localhost',
  parse: (text) => {
    const address = text.replace(/^\[(.*)\]$/, '$1')
    if (isIP(address)) return address
    // A name that ends in a number would be a mistyped IPv4 address.
    return NAME.test(address) && !/(^|\.)\d+$/.test(address) ? address : undefined
  },
}

export const name: Kind<string> = {
  placeholder: '<name>',
  expects: 'a host name without scheme and port, such as mail.example.com',
  parse: (text) => (NAME.test(text) ? text.toLowerCase() : undefined),
}

export const certificateName: Kind<string> = {
  placeholder: '<name>',
  expects: 'a host name or an IP address, such as mail.example.com',
  parse: (text) => (isIP(text) ? text : name.parse(text)),
}

const TLS_VERSIONS = { '1.0': 'TLSv1', '1.1': 'TLSv1.1', '1.2': 'TLSv1.2', '1.3': 'TLSv1.3' } as const
type TlsVersion = (typeof TLS_VERSIONS)[keyof typeof TLS_VERSIONS]

export const tlsVersion: Kind<TlsVersion> = {
  placeholder: '<version>',
  expects: '1.0, 1.1, 1.2 or 1.3',
  parse: (text) => Object.entries(TLS_VERSIONS).find(([number]) => number === text)?.[1],
}

export const origin: Kind<string> = {
  placeholder: '<origin>',
  expects: 'a scheme, a host and perhaps a port, such as https://app.test:3000',
  parse: parseOrigin,
}

export const basePath: Kind<string> = {
  placeholder: '<path>',
  expects: 'a path such as /mail/',
  parse: (text) => {
    const path = `/${text.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/')
    return /^\/([\w.~-]+\/)*$/.test(path) && !/\/\.{1,2}\//.test(path) ? path : undefined
  },
}

/** The password may hold colons, so only the first one divides. */
export const credentials: Kind<Credentials> = {
  placeholder: '<user:pass>',
  expects: 'a user, a colon and a password',
  parse: (text) => {
    const colon = text.indexOf(':')
    return colon > 0 && colon < text.length - 1
      ? { user: text.slice(0, colon), password: text.slice(colon + 1) }
      : undefined
  },
}

/** Goes into a header of each request, so it can hold no white space. */
export const token: Kind<string> = {
  placeholder: '<token>',
  expects: 'one word of visible ASCII characters',
  parse: (text) => (/^[\x21-\x7e]+$/.test(text) ? text : undefined),
}

export const file: Kind<string> = { placeholder: '<file>', expects: 'a path', parse: (text) => text || undefined }
export const text: Kind<string> = { placeholder: '<text>', expects: 'a text', parse: (value) => value }

export const mailbox: Kind<string> = {
  placeholder: '<address>',
  expects: 'an address such as ann@example.com',
  // oxlint-disable-next-line no-control-regex -- a line end here would be a second SMTP command
  parse: (value) => (/[\x00-\x20<>]/.test(value) || !value ? undefined : value),
}

export const logStyle: Kind<'human' | 'json' | 'off'> = {
  placeholder: '<style>',
  expects: 'human, json or off',
  parse: (value) => (value === 'human' || value === 'json' || value === 'off' ? value : undefined),
}
