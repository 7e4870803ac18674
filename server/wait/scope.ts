/** The criteria of a request within its inbox. */
import type { Criteria } from '../../contract/criteria.ts'

export function scopeOf({ criteria, inbox }: { readonly criteria: Criteria; readonly inbox: string | null }): Criteria {
  if (inbox === null) return criteria
  return criteria.inbox === undefined ? { ...criteria, inbox } : { inbox, all: [criteria] }
}
