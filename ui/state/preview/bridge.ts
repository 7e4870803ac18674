/** What the frame of a mail tells: a stranger may have written it, so nothing is taken for what it claims to be. */
import type { BridgeMessage } from '../../../contract/preview.ts'

/** A URL of a mail may be long; this is longer than any that a browser follows. */
const LONGEST = 65_536
/** Nothing that the page itself could run or show under its own name. */
const DANGEROUS = /^(?:javascript|vbscript|data|blob|file|filesystem|about|view-source|chrome|https?|ftp|wss?):/i

/** The message, or null for whatever has not its shape. */
export function readBridge(data: unknown): BridgeMessage | null {
  if (typeof data !== 'object' || data === null) return null
  const given = data as Record<string, unknown>
  if (given['mailsink'] !== 1) return null
  const { type, key, href, url, directive, width, height, modifier } = given
  switch (type) {
    case 'key':
      if (!isText(key)) return null
      return {
        mailsink: 1,
        type,
        key,
        shift: given['shift'] === true,
        ctrl: given['ctrl'] === true,
        meta: given['meta'] === true,
        repeat: given['repeat'] === true,
      }
    case 'hover':
      return href === null || isText(href) ? { mailsink: 1, type, href } : null
    case 'click':
      return isText(href) ? { mailsink: 1, type, href, modifier: modifierOf(modifier) } : null
    case 'open':
      return isText(href) && applicationOf(href) !== null ? { mailsink: 1, type, href } : null
    case 'size':
      return isLength(width) && isLength(height) ? { mailsink: 1, type, width, height } : null
    case 'blocked':
      return isText(url) && isText(directive) ? { mailsink: 1, type, url, directive } : null
    case 'broken':
      return isText(url) ? { mailsink: 1, type, url } : null
    default:
      return null
  }
}

/** The scheme of a link to an application, `myapp`; null for what is none, or not to be opened. */
export function applicationOf(href: string): string | null {
  if (DANGEROUS.test(href)) return null
  return /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase() ?? null
}

function modifierOf(value: unknown): 'alt' | 'ctrl' | 'meta' | 'shift' | null {
  return value === 'alt' || value === 'ctrl' || value === 'meta' || value === 'shift' ? value : null
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST
const isLength = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e6
