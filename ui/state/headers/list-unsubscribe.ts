/** How one leaves the list that a mail belongs to, and whether that takes one click (RFC 8058), which bulk mail needs. */
import type { Header } from '../../../contract/message.ts'
import { fieldsOf, split, uncommented } from './field-text.ts'
import type { Signature } from './signatures.ts'

export interface Way {
  readonly kind: 'https' | 'http' | 'mailto' | 'other'
  readonly uri: string
}

/** In the order in which they are told. */
export const CHECKS = ['https', 'post', 'once', 'dkim'] as const
export type Check = (typeof CHECKS)[number]

export interface Unsubscribe {
  readonly ways: readonly Way[]
  /** The values of List-Unsubscribe-Post as they were sent. */
  readonly post: readonly string[]
  readonly passed: Readonly<Record<Check, boolean>>
  readonly verdict: 'ready' | 'except-dkim' | 'not'
}

/** Characters of a field that are read. */
const LONGEST = 10_000
const ONE_CLICK = 'List-Unsubscribe=One-Click'

/** Null for a mail that has neither field. */
export function unsubscribeOf(headers: readonly Header[], signatures: readonly Signature[]): Unsubscribe | null {
  const fields = fieldsOf(headers, 'list-unsubscribe')
  const post = fieldsOf(headers, 'list-unsubscribe-post').map(({ value }) => value)
  if (fields.length === 0 && post.length === 0) return null
  const ways = fields.flatMap(({ value }) => split(value.slice(0, LONGEST), ',').flatMap(wayOf))
  const passed = {
    https: ways.some(({ kind }) => kind === 'https'),
    post: post[0] === ONE_CLICK,
    once: fields.length === 1 && post.length <= 1,
    dkim: signatures.some(covers),
  }
  const rest = passed.https && passed.post && passed.once
  return { ways, post, passed, verdict: !rest ? 'not' : passed.dkim ? 'ready' : 'except-dkim' }
}

function covers({ signed }: Signature): boolean {
  return signed.includes('list-unsubscribe') && signed.includes('list-unsubscribe-post')
}

function wayOf(item: string): Way[] {
  // RFC 2369 wants <angle brackets>; a URI without them is shown, and passes for no way that a client takes.
  const bracketed = /^<([^>]*)>/.exec(uncommented(item))?.[1]?.replace(/\s+/g, '')
  if (bracketed === undefined) return [{ kind: 'other', uri: item }]
  const scheme = /^(https?|mailto):/i.exec(bracketed)?.[1]?.toLowerCase() as 'https' | 'http' | 'mailto' | undefined
  return [{ kind: scheme ?? 'other', uri: bracketed }]
}
