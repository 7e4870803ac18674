/** What a scope pins down exactly: a rule without one of these in its place cannot match, and need not be asked. */
import type { Criteria, Wanted } from '../../../contract/criteria.ts'
import type { FaultStage } from '../../../contract/fault.ts'
import type { SessionRecord } from '../../../contract/intake.ts'
import type { FaultPlace } from '../../../contract/strike.ts'

export type HandleKind = 'session' | 'recipient' | 'domain' | 'user' | 'sender' | 'address'

/** A rule with this can match only where one of the values of the kind is this. */
export interface Handle {
  readonly kind: HandleKind
  readonly value: string
}

/** Printable ASCII without blanks: what else is compared is not worth the thought. */
const PLAIN = /^[!-~]+$/

/** Handles of which one has to be there; null for criteria that have none, and always have to be asked. */
export function handlesOf(criteria: Criteria, stage: FaultStage): readonly Handle[] | null {
  const own = exactIn(criteria, stage)
  if (own !== null) return [own]
  for (const part of criteria.all ?? []) {
    const found = handlesOf(part, stage)
    if (found !== null) return found
  }
  if (criteria.any === undefined) return null
  const branches = criteria.any.map((branch) => handlesOf(branch, stage))
  return branches.every((one) => one !== null) ? branches.flat() : null
}

function exactIn(criteria: Criteria, stage: FaultStage): Handle | null {
  // At the end, To, Cc and From of the header hold as well, and those are not looked up.
  const beforeEnd = stage !== 'end'
  return (
    handle('session', criteria.session) ??
    recipient(criteria.rcpt) ??
    (beforeEnd ? recipient(criteria.to) : null) ??
    handle('user', criteria.user) ??
    handle('sender', criteria.mailFrom) ??
    (beforeEnd ? handle('sender', criteria.from) : null) ??
    handle('address', criteria.address)
  )
}

function recipient(wanted: Wanted | undefined): Handle | null {
  const found = handle('recipient', wanted)
  if (found !== null || typeof wanted !== 'string') return found
  const [, domain] = /^\*@([^*@]+)$/.exec(wanted.trim()) ?? []
  return domain === undefined || !PLAIN.test(domain) ? null : { kind: 'domain', value: domain.toLowerCase() }
}

function handle(kind: HandleKind, wanted: Wanted | undefined): Handle | null {
  const value = exact(wanted)?.trim()
  return value === undefined || !PLAIN.test(value) ? null : { kind, value: value.toLowerCase() }
}

/** The one text that a match can hold for. */
function exact(wanted: Wanted | undefined): string | null {
  if (typeof wanted === 'string') return wanted.includes('*') ? null : wanted
  return typeof wanted === 'object' ? (wanted.is ?? null) : null
}

/** The values of a kind in a place, as handles are written. */
export function valuesOf(kind: HandleKind, place: FaultPlace, { session }: SessionRecord): readonly string[] {
  switch (kind) {
    case 'session':
      return [folded(session.id)]
    case 'recipient':
      return place.to.map(folded)
    case 'domain':
      return place.to.map((address) => folded(address.slice(address.lastIndexOf('@') + 1)))
    case 'user':
      return place.user === null ? none : [folded(place.user)]
    case 'sender':
      return place.from === null ? none : [folded(place.from)]
    case 'address':
      return [folded(session.remote.address)]
  }
}

const none: readonly string[] = []

/** As criteria compare: whatever the case, for which `ſ` is an `s` to a RegExp, but not to toLowerCase. */
const folded = (value: string) => (PLAIN_LOWER.test(value) ? value : value.trim().toLowerCase().replaceAll('ſ', 's'))

/** The ordinary address, which is what it is compared as already. */
const PLAIN_LOWER = /^[a-z0-9@._+-]+$/
