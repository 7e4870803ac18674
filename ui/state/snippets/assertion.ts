/** A test that waits for a mail like this one, in the words of docs/assertions.md. */
import type { Message } from '../../../contract/message.ts'
import { literal } from './literal.ts'
import { filled, type Templates } from './template.ts'

export const RUNNERS = ['vitest', 'playwright', 'jest', 'node', 'python', 'curl'] as const
export type Runner = (typeof RUNNERS)[number]

/** Asks whom it is to, what it is called, and what it carries. */
export function assertionFor(templates: Templates, runner: Runner, message: Message, base: string): string {
  const to = message.envelope.to[0] ?? null
  // In an address a star stands for anything; `is` takes it at its word.
  const isExact = to?.includes('*') === true
  const digits = digitsOf(message)
  const link = linkOf(message.digest?.link ?? null)
  const subject = subjectOf(message)
  const imports = [digits && 'assertCode', link && 'assertLink', 'sinkFor'].filter((name) => name !== null)
  return filled(templates, `mail ${runner}`, {
    id: runner,
    name: nameOf(subject),
    to,
    toKey: isExact ? 'to.is' : 'to',
    subject,
    digits,
    path: link && link.path,
    host: link && link.host,
    place: link && link.host + link.path,
    otherwise: digits === null && link === null ? '' : null,
    imports: imports.join(', '),
    pick: digits !== null ? 'code' : link !== null ? `link:${link.path}` : 'id',
    wait: new URL('api/wait', base).href,
    criteria: literal(
      { ...(to !== null && { to: isExact ? { is: to } : to }), ...(subject !== null && { subject }) },
      '  ',
    ),
  })
}

/** What of the subject stays the same; null where nothing does. */
function subjectOf({ subject, codes: [code] }: Message): string | null {
  // A field is compared with its white space folded, and a part of it is enough.
  const folded = subject.replace(/\s+/g, ' ').trim()
  const withoutCode = code === undefined ? folded : (folded.split(code.value)[0]?.trim() ?? '')
  return withoutCode === '' ? null : withoutCode
}

/** The code has as many digits next time too. */
function digitsOf({ codes: [code] }: Message): number | null {
  return code !== undefined && /^\d+$/.test(code.value) ? code.value.length : null
}

/** Host and path of the link it is about; its token changes. */
function linkOf(href: string | null): { readonly host: string; readonly path: string } | null {
  if (href === null || !/^https?:/i.test(href)) return null
  try {
    const { host, pathname } = new URL(href)
    return { host, path: steady(pathname) }
  } catch {
    return null
  }
}

/** The path up to what looks made for this one mail: `/verify/8f2c91d0`. */
function steady(path: string): string {
  const [, ...segments] = path.split('/')
  const made = segments.findIndex((segment) => segment.length > 24 || /\d.*[a-z]|[a-z].*\d/i.test(segment))
  return `/${(made === -1 ? segments : segments.slice(0, made)).join('/')}`
}

function nameOf(subject: string | null): string {
  return subject === null ? 'sends a mail' : `sends "${subject.length > 60 ? `${subject.slice(0, 59)}…` : subject}"`
}
