/** What a stranger wrote, as it may stand in an explanation: nothing that a terminal obeys, hides or turns around. */

// Control and format characters, line and paragraph separators, halves of characters, and spaces that are none.
// The two joiners and the ideographic space belong to the spelling of languages.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}]/gu
const harmless = new Set([' ', '\u200c', '\u200d', '\u3000'])
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** On one line, at most `longest` long, with what cannot be seen shown by its code: `\n`, `\x1b`, `\u202e`. */
export function printable(text: string, longest = 100): string {
  let shown = ''
  // No further than is needed: a subject may have megabytes.
  for (const char of text) {
    const next = char.replace(unseen, shownAs)
    if (shown.length + next.length > longest) return `${shown}…`
    shown += next
  }
  return shown
}

const shownAs = (char: string) => (harmless.has(char) ? char : (named[char] ?? code(char)))

function code(char: string): string {
  const point = char.codePointAt(0) ?? 0
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, '0')}`
}

/** The addresses of a list, the first three of them: `ann@example.com, bob@example.com and 7 more`. */
export function addresses(list: readonly string[]): string {
  const shown = list.slice(0, list.length > 3 ? 2 : 3).map((address) => printable(address === '' ? '<>' : address))
  const more = list.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more.toLocaleString('en-US')} more`
  return shown.length < 2 ? (shown[0] ?? 'nobody') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** A message by its subject and recipients: `"Welcome" to ann@example.com`. */
export function messageName({ subject, to }: { readonly subject: string | null; readonly to: readonly string[] }) {
  const what = subject === null ? 'a mail' : subject === '' ? 'a mail without a subject' : `"${printable(subject, 80)}"`
  return `${what} to ${addresses(to)}`
}
