/** One thing that is asked of a message: whether it holds, and the line about it where it does not. */
import type { AttachmentRule, Match, Wanted } from '../contract/criteria.ts'
import type { FailedField } from '../contract/wait.ts'
import type { Facts, Field } from './facts.ts'
import { FIELDS } from './fields.ts'
import { absenceHinter, hinterOf, type Hinter } from './hints.ts'
import { compileMatch, type CompiledMatch } from './match.ts'
import { shortened, shownValues } from './misses.ts'

export interface Predicate {
  /** What it takes to ask: the cheapest are asked first. */
  readonly cost: number
  readonly wantsBody: boolean
  /** Null where it hangs on something that is not known. */
  readonly test: (facts: Facts) => boolean | null
  /** In how many fields it fails: `failed` without the words, and quick. */
  readonly failures: (facts: Facts) => number
  /** Why it does not hold; nothing where it does, or is not known. */
  readonly failed: (facts: Facts) => FailedField[]
  /** What makes it hold, in the same words; nothing where it does not. */
  readonly met: (facts: Facts) => FailedField[]
}

const BODY: ReadonlySet<Field> = new Set<Field>(['text', 'html', 'body', 'link', 'code'])
const COST = { plain: 0, pattern: 1, body: 2 } as const

export function fieldPredicate(field: Field, wanted: Wanted): Predicate {
  const read = (facts: Facts) => facts.values(field)
  const wantsBody = BODY.has(field)
  if (typeof wanted === 'boolean') return presence(field, wanted, wantsBody, read, absenceHinter(field))
  const match = compileMatch(wanted, FIELDS[field])
  return values(field, match, wantsBody, read, hinterOf(match, field))
}

/** A field of the header; `name` in any case. */
export function headerPredicate(name: string, wanted: Wanted): Predicate {
  const read = (facts: Facts) => facts.header(name)
  if (typeof wanted === 'boolean') return presence(`header.${name}`, wanted, false, read, () => null)
  const match = compileMatch(wanted, 'word')
  const hint = hinterOf(match, null)
  return values(`header.${name}`, match, false, read, (there, facts) => {
    const isThere = match.parts.length > 0 && there.length > 0
    return hint(there, facts) ?? (isThere && !there.some(match.holds) ? 'the header is there with another value' : null)
  })
}

export function attachmentPredicate(wanted: boolean | AttachmentRule): Predicate {
  if (typeof wanted === 'boolean')
    return predicate({
      ...ATTACHMENT,
      want: wanted ? 'any' : 'nothing',
      holds: (there) => there.length > 0 === wanted,
      hint: () => null,
    })
  const filename = word(wanted.filename)
  const type = word(wanted.type)
  const isNamed = (one: Attachment) => !filename || filename.test(one.filename === null ? [] : [one.filename])
  const isOfType = (one: Attachment) => !type || type.test([one.contentType])
  const hintOfName = filename && hinterOf(filename, null)
  return predicate({
    ...ATTACHMENT,
    want: [filename && `name ${filename.want}`, type && `type ${type.want}`].flatMap((part) => part ?? []).join(', '),
    holds: (there) => there.some((one) => isNamed(one) && isOfType(one)),
    hint(there, facts) {
      const named = filename && there.find(isNamed)
      if (named) return `that name is there, but its type is ${shortened(named.contentType)}`
      const ofType = type && there.find(isOfType)
      const names = (ofType ? there.filter(isOfType) : there).flatMap((one) => one.filename ?? [])
      const hint = hintOfName?.(names, facts) ?? null
      if (hint !== null) return hint
      return ofType ? `that type is there, but its name is ${shortened(ofType.filename ?? 'nothing')}` : null
    },
  })
}

/** Bytes of the raw mail. */
export const sizePredicate = (want: string, holds: (bytes: number) => boolean): Predicate =>
  predicate({ ...SIZE, want, holds })

/** When it came, in milliseconds since 1970. */
export const timePredicate = (want: string, holds: (at: number) => boolean): Predicate =>
  predicate({ ...TIME, want, holds })

const NUMBER = { cost: COST.plain, wantsBody: false, hint: () => null }
const SIZE = { ...NUMBER, field: 'size', read: ({ size }: Facts) => size, got: (bytes: number) => `${bytes} bytes` }
const TIME = {
  ...NUMBER,
  field: 'time',
  read: ({ receivedAt }: Facts) => receivedAt,
  got: (at: number) => new Date(at).toISOString(),
}

type Attachments = NonNullable<ReturnType<Facts['attachments']>>
type Attachment = Attachments[number]

const shownAttachments = (attachments: Attachments) =>
  shownValues(attachments.map(({ filename, contentType }) => (filename ? `${filename} (${contentType})` : contentType)))

const word = (match: Match | undefined) => (match === undefined ? null : compileMatch(match, 'word'))

const ATTACHMENT = {
  field: 'attachment',
  cost: COST.body,
  wantsBody: true,
  read: (facts: Facts) => facts.attachments(),
  got: shownAttachments,
}

type Read = (facts: Facts) => readonly string[] | null

function presence(field: string, wanted: boolean, wantsBody: boolean, read: Read, hint: Hinter): Predicate {
  return predicate({
    field,
    want: wanted ? 'any' : 'nothing',
    cost: wantsBody ? COST.body : COST.plain,
    wantsBody,
    read,
    holds: (there) => there.some((value) => value.trim() !== '') === wanted,
    got: shownValues,
    hint: wanted ? hint : () => null,
  })
}

function values(field: string, match: CompiledMatch, wantsBody: boolean, read: Read, hint: Hinter): Predicate {
  return predicate({
    field,
    want: shortened(match.want),
    cost: (wantsBody ? COST.body : COST.plain) + (hasPattern(match) ? COST.pattern : 0),
    wantsBody,
    read,
    holds: (there) => match.test(there),
    got: shownValues,
    hint,
  })
}

const hasPattern = ({ parts, not }: CompiledMatch): boolean =>
  parts.some(({ operator }) => operator === 'matches') || (not !== null && hasPattern(not))

interface Asked<T> {
  readonly field: string
  readonly want: string
  readonly cost: number
  readonly wantsBody: boolean
  readonly read: (facts: Facts) => T | null
  readonly holds: (there: T) => boolean
  readonly got: (there: T) => string
  readonly hint: (there: T, facts: Facts) => string | null
}

function predicate<T>({ field, want, cost, wantsBody, read, holds, got, hint }: Asked<T>): Predicate {
  return {
    cost,
    wantsBody,
    test(facts) {
      const there = read(facts)
      return there === null ? null : holds(there)
    },
    failures(facts) {
      const there = read(facts)
      return there === null || holds(there) ? 0 : 1
    },
    failed(facts) {
      const there = read(facts)
      if (there === null || holds(there)) return []
      return [{ field, want, got: got(there), hint: hint(there, facts) }]
    },
    met(facts) {
      const there = read(facts)
      return there !== null && holds(there) ? [{ field, want, got: got(there), hint: null }] : []
    },
  }
}
