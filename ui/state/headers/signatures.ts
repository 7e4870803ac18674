/** What a mail says of its own authenticity: signatures and the verdicts of servers before us. Nothing of it is verified. */
import type { Header } from '../../../contract/message.ts'
import { fieldsOf, split, tags, uncommented } from './field-text.ts'

export interface Signature {
  readonly domain: string
  readonly selector: string
  readonly algorithm: string
  /** Names in lower case, as often as they stand in `h=`. */
  readonly signed: readonly string[]
  /** Fields of this mail that a reader goes by, and that may be changed without breaking the signature. */
  readonly unsigned: readonly string[]
  /** `l=`: what is added behind so many bytes of the body is not covered. */
  readonly length: string | null
  /** Milliseconds since 1970, from `x=`. */
  readonly expires: number | null
  /** Whether `d=` is the domain of From, or one above or below it, as DMARC asks in its relaxed form. */
  readonly aligned: boolean
}

const IMPORTANT =
  'from to cc subject date message-id reply-to sender in-reply-to references mime-version content-type list-unsubscribe list-unsubscribe-post'.split(
    ' ',
  )

/** In order. `from` is the address of the From field. */
export function signaturesOf(headers: readonly Header[], from: string | null): Signature[] {
  const names = new Set(headers.map(({ name }) => name.toLowerCase()))
  return fieldsOf(headers, 'dkim-signature').map(({ value }) => {
    const tag = tags(value)
    const signed = (tag.get('h') ?? '').toLowerCase().split(':').filter(Boolean)
    const covered = new Set(signed)
    const domain = tag.get('d') ?? ''
    const expires = tag.get('x')
    return {
      domain,
      selector: tag.get('s') ?? '',
      algorithm: tag.get('a') ?? '',
      signed,
      unsigned: IMPORTANT.filter((name) => names.has(name) && !covered.has(name)),
      length: tag.get('l') ?? null,
      expires: expires !== undefined && /^\d{1,12}$/.test(expires) ? Number(expires) * 1000 : null,
      aligned: related(domain.toLowerCase(), (from ?? '').split('@').at(-1)?.toLowerCase() ?? ''),
    }
  })
}

function related(one: string, other: string): boolean {
  if (one === '' || other === '') return false
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

/** A verdict that a server wrote into the mail: `dkim=pass header.d=example.com`. */
export interface Verdict {
  readonly server: string
  readonly method: string
  readonly result: string
  readonly details: string
}

/** Characters of a field; servers write a few hundred. */
const LONGEST = 10_000

/** From Authentication-Results, ARC-Authentication-Results and Received-SPF. */
export function verdictsOf(headers: readonly Header[]): Verdict[] {
  return headers.flatMap(({ name, value: whole }) => {
    const value = whole.slice(0, LONGEST)
    switch (name.toLowerCase()) {
      case 'authentication-results':
        return results(split(value, ';'))
      case 'arc-authentication-results':
        // Its first section is the instance.
        return results(split(value, ';').slice(1))
      case 'received-spf': {
        const [, result = '', details = ''] = /^\s*(\S*)\s*(.*)/s.exec(value) ?? []
        return [{ server: tags(details).get('receiver') ?? '', method: 'spf', result: result.toLowerCase(), details }]
      }
      default:
        return []
    }
  })
}

function results([server = '', ...sections]: readonly string[]): Verdict[] {
  const by = uncommented(server)
  return sections.flatMap((section) => {
    const found = /^([\w.-]+)(?:\s*\/\s*\d+)?\s*=\s*([\w.-]+)\s*(.*)/s.exec(section)
    if (found === null) return []
    const [, method = '', result = '', details = ''] = found
    return [{ server: by, method: method.toLowerCase(), result: result.toLowerCase(), details }]
  })
}

/** One step of an ARC chain, by its instance. */
export interface ArcSet {
  readonly instance: number
  readonly domain: string
  /** `none`, `pass` or `fail`: what the sealer found the chain before it to be. */
  readonly chain: string
  /** Which of the three fields of a set are missing. */
  readonly missing: readonly string[]
}

const ARC = ['arc-authentication-results', 'arc-message-signature', 'arc-seal']

export function arcSets(headers: readonly Header[]): ArcSet[] {
  const sets = new Map<number, Map<string, ReadonlyMap<string, string>>>()
  for (const { name, value } of headers) {
    const kind = name.toLowerCase()
    const tag = ARC.includes(kind) ? tags(value) : null
    const instance = Number(tag?.get('i'))
    if (tag === null || !Number.isInteger(instance)) continue
    const set = sets.get(instance) ?? new Map<string, ReadonlyMap<string, string>>()
    sets.set(instance, set.set(kind, tag))
  }
  return [...sets]
    .toSorted(([a], [b]) => a - b)
    .map(([instance, set]) => ({
      instance,
      domain: set.get('arc-seal')?.get('d') ?? set.get('arc-message-signature')?.get('d') ?? '',
      chain: set.get('arc-seal')?.get('cv') ?? '',
      missing: ARC.filter((kind) => !set.has(kind)),
    }))
}
