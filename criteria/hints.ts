/** Why a value that looks right is not what was wanted, in a few words. */
import { elsewhere } from './elsewhere.ts'
import type { Facts, Field } from './facts.ts'
import type { FieldKind } from './fields.ts'
import { containing, type Test } from './fold.ts'
import type { CompiledMatch, Part } from './match.ts'
import { slips } from './misses.ts'
import { nearAddress } from './near-address.ts'
import { unseenInPattern, unseenInText } from './unseen.ts'

/** Says how values that do not hold a match differ from what was wanted; null where nothing is worth a word. */
export type Hinter = (values: readonly string[], facts: Facts) => string | null

/** How many values of a field are looked at. */
const MOST = 20

/** `field` is null for a field of the header, and for the name of an attachment: they have no other place. */
export function hinterOf(match: CompiledMatch, field: Field | null): Hinter {
  // An operator that some value meets is not what is wrong, and a `not` that fails says enough by itself.
  const hinters = match.parts.map((part) => ({ part, hint: partHinter(part, match.kind, field) }))
  return (values, facts) => {
    for (const { part, hint } of hinters) {
      const said = values.some(part.test) ? null : hint(values.slice(0, MOST), facts)
      if (said !== null) return said
    }
    return null
  }
}

/** For a field that was wanted to be there and is not. */
export function absenceHinter(field: Field): Hinter {
  return (_, facts) => elsewhere(field, facts, () => (value) => value.trim() !== '')
}

function partHinter(part: Part, kind: FieldKind, field: Field | null): Hinter {
  const isPattern = part.operator === 'matches'
  const unseen = isPattern ? unseenInPattern(part) : unseenInText(part, kind)
  const within = containing(isPattern ? '' : part.wanted)
  const testElsewhere = (there: FieldKind): Test => (there === 'text' && part.operator === 'plain' ? within : part.test)
  return (values, facts) => {
    for (const value of values) {
      const hint = unseen(value)
      if (hint !== null) return hint
    }
    return (
      (kind === 'address' && field && !isPattern ? nearAddress(part.wanted, values, facts.names(field)) : null) ??
      (field && elsewhere(field, facts, testElsewhere)) ??
      (isPattern ? null : likeness(part, kind, values, within))
    )
  }
}

/** How a text is like what was wanted: it is in there, or was misspelt. */
function likeness({ operator, wanted }: Part, kind: FieldKind, values: readonly string[], within: Test): string | null {
  const isWithin = operator === 'contains' || (operator === 'plain' && kind === 'text')
  if (!isWithin && values.some(within)) {
    if (operator === 'startsWith') return 'it contains that, but does not begin with it'
    return operator === 'is' ? 'it contains that, and more' : 'it contains that, and more: ask with contains, or with *'
  }
  if (wanted.includes('*')) return null
  // Of a text that was to begin with something, the rest is no difference.
  const where = isWithin || operator === 'startsWith' ? 'within' : 'whole'
  return values.some((value) => slips(wanted, value, where) !== null) ? 'close: check the spelling' : null
}
