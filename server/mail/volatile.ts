/** What differs between two sends of the same mail, found in a text and replaced by placeholders. */
import type { Placeholders } from './placeholders.ts'

/** What the mail itself says of its volatile values. */
export interface Facts {
  /** What stands for the inbox in addresses and links. */
  readonly inbox: string | null
  readonly codes: readonly string[]
  /** Targets of links; the values of their volatile parameters are known in plain text, too. */
  readonly targets: readonly string[]
}

/** Replaces; what is left of the text goes through `escape`, placeholders do not. */
export type Normalise = (text: string, escape?: (literal: string) => string) => string

// Parameters that carry something made for this one mail, and those that carry a time.
const secrets =
  '[\\w-]{0,40}(?:token|signature|nonce|hash|hmac)|' +
  '(?:(?:otp|oob|auth|reset|confirm(?:ation)?|verif(?:y|ication)|activation|security|invite|access|login)[_-]?)?code|' +
  '(?:(?:api|auth|reset|confirm(?:ation)?|verif(?:y|ication)|activation|secret|invite|access|login)[_-]?)?key|' +
  'sig|t|jwt|otp|ticket|secret|magic'
const times = 'expires|expiry|exp|ts|timestamp|expires_at|x-amz-date|x-amz-expires'
const parameter = `(?:(?<=[?&#;])|(?<=%3F|%26))(?<name>${secrets}|${times})(?<equals>=|%3D|&#x3D;|&#61;)(?<value>(?:(?!%26|&)[^\\s#;"'<>()\\]])+)`
const timeName = new RegExp(`^(?:${times})$`, 'i')
/** A template that was not filled in is what a snapshot is there to show. */
const unfilled = /^(?:undefined|null|nan|none|nil|true|false|[{$[<*]|%7b|%24|%5b)/i

// Each begins where no run of its characters has begun before: none is tried twice on the same run.
const wordStart = '(?<![0-9A-Za-z])'
const wordEnd = '(?![0-9A-Za-z])'
const afterEscape = '(?<=%[0-9A-F]{2})'
const patterns = [
  parameter,
  '(?<=localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]|0\\.0\\.0\\.0|host\\.docker\\.internal)(?<colon>:|%3A)(?<port>\\d{1,5})(?!\\d)',
  '(?<=\\bcid:)(?<cid>[^\\s"\'<>()]+)',
  '(?<jwt>(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]{5,}\\.[\\w-]*)',
  `(?<uuid>${wordStart}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}${wordEnd})`,
  // Digests, and what Django puts before one.
  `(?<hex>${wordStart}(?:[0-9a-z]{6,7}-)?[0-9a-f]{32,128}${wordEnd})`,
  '(?<time>(?<!\\d)\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d(?::|%3A)\\d\\d(?:(?::|%3A)\\d\\d(?:[.,]\\d{1,9})?)?(?:Z|(?:[+-]|%2B)\\d\\d(?::|%3A)?\\d\\d)?(?!\\d))',
]

const shortestKnown = 6
const mostKnown = 50
const longestTarget = 4_000

/**
 * Prepares to normalise the texts of one mail.
 *
 *     const normalise = volatileIn({ inbox: null, codes: ['482913'], targets: [] }, createPlaceholders())
 *     normalise('Your code is 482 913') // Your code is <code-1>
 */
export function volatileIn({ inbox, codes, targets }: Facts, placeholders: Placeholders): Normalise {
  for (const code of codes) placeholders.declare('code', code)
  const known = knownTokens(targets, placeholders)
  const bare = [...codes.map(spaced), ...known.map(quoted)]
  const all = new RegExp(
    [
      ...(inbox === null || inbox === '' ? [] : [`(?<inbox>${quoted(inbox)})`]),
      ...patterns.slice(0, 1),
      ...(bare.length === 0 ? [] : [`(?:${wordStart}|${afterEscape})(?<known>${bare.join('|')})${wordEnd}`]),
      ...patterns.slice(1),
    ].join('|'),
    'gi',
  )

  const replacement = (groups: Record<string, string | undefined>): string | null => {
    const { name, equals = '', value = '', colon = '', port, cid, jwt, hex, uuid, time, known: word } = groups
    if (name !== undefined) {
      const [core, rest] = trimmed(value)
      if (core === '' || unfilled.test(core)) return null
      return name + equals + (timeName.test(name) ? '<time>' : placeholders.of('token', core)) + rest
    }
    if (word !== undefined) return placeholders.known(word) ?? placeholders.known(word.replace(/[ \u00a0.–-]/g, ''))
    if (port !== undefined) return colon + placeholders.of('port', port)
    if (cid !== undefined) return placeholders.of('cid', cid)
    if (uuid !== undefined) return placeholders.of('uuid', uuid)
    const digest = jwt ?? hex
    if (digest !== undefined) return placeholders.of('token', digest)
    // Two clocks read in the same second one time are not the next, so these have no numbers.
    return time === undefined ? '<inbox>' : '<time>'
  }

  return (text, escape = (literal) => literal) => {
    let done = ''
    let from = 0
    // Not matchAll: it copies the pattern, and there are many short texts in a page.
    all.lastIndex = 0
    for (let match = all.exec(text); match !== null; match = all.exec(text)) {
      const placed = replacement(match.groups ?? {})
      if (placed === null) continue
      done += escape(text.slice(from, match.index)) + placed
      from = match.index + match[0].length
    }
    return done + escape(text.slice(from))
  }
}

/** Declares the tokens of links, and gives those that are long enough to be told from words elsewhere. */
function knownTokens(targets: readonly string[], placeholders: Placeholders): string[] {
  const found = new Set<string>()
  for (const target of targets) {
    for (const { groups } of target.slice(0, longestTarget).matchAll(new RegExp(parameter, 'gi'))) {
      const [value] = trimmed(groups?.['value'] ?? '')
      if (timeName.test(groups?.['name'] ?? '') || unfilled.test(value) || value.length < shortestKnown) continue
      placeholders.declare('token', value)
      found.add(value)
      if (value.includes('%')) found.add(decoded(value))
      if (found.size >= mostKnown) return [...found]
    }
  }
  return [...found]
}

/** A value, and the punctuation of the sentence that it ends. */
function trimmed(value: string): [value: string, rest: string] {
  let end = value.length
  while (end > 0 && '.,!?:*’”»…'.includes(value[end - 1]!)) end--
  return [value.slice(0, end), value.slice(end)]
}

/** Digits of a code may be set apart. */
function spaced(code: string): string {
  return /^\d+$/.test(code) ? code.split('').join('[ \\u00a0.–-]?') : quoted(code)
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
