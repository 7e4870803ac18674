/** From criteria to something that messages are held against, ten thousand at a time. */
import type { Criteria } from '../contract/criteria.ts'
import type { FailedField } from '../contract/wait.ts'
import type { Facts } from './facts.ts'
import { isField } from './fields.ts'
import {
  attachmentPredicate,
  fieldPredicate,
  headerPredicate,
  sizePredicate,
  timePredicate,
  type Predicate,
} from './predicates.ts'

export interface Matcher {
  readonly criteria: Criteria
  /** Whether an answer can hang on the body: on text, html, body, link, code or attachment. */
  readonly wantsBody: boolean
  /** Null where it hangs on something that is not known. What stands in the body is asked last, and only if it decides. */
  test(facts: Facts): boolean | null
  /**
   * What does not hold, field by field, for a message that fails; of `any` the branch that fails in the fewest. What is
   * not known is left out.
   */
  failed(facts: Facts): FailedField[]
  /** How many `failed` would tell, and quick: words take longer than the comparing. */
  failures(facts: Facts): number
}

/**
 * Compiles criteria that `readCriteria`, or one of the other spellings, has checked. Costs some microseconds, and keeps
 * nothing of what it tests.
 *
 *     const matcher = compile({ to: 'ann@example.com', subject: 'reset' })
 *     const found = messages.filter((message) => matcher.test(message.facts) === true)
 *
 * Throws CriteriaError for a regular expression that RE2 refuses.
 */
export function compile(criteria: Criteria): Matcher {
  const { wantsBody, test, failed, failures } = allOf(conjuncts(criteria))
  return { criteria, wantsBody, test, failed, failures }
}

/** Everything that has to hold, with `all` unfolded, so that the cheap parts of it come first too. */
function conjuncts(criteria: Criteria): Predicate[] {
  const { header, attachment, size, time, any, all, not, ...fields } = criteria
  const predicates = Object.entries(fields).flatMap(([name, wanted]) =>
    isField(name) && wanted !== undefined ? [fieldPredicate(name, wanted)] : [],
  )
  for (const [name, wanted] of Object.entries(header ?? {})) predicates.push(headerPredicate(name, wanted))
  if (attachment !== undefined) predicates.push(attachmentPredicate(attachment))
  predicates.push(...sizePredicates(size), ...timePredicates(time))
  if (all) predicates.push(...all.flatMap(conjuncts))
  if (any) predicates.push(anyOf(any.map((branch) => allOf(conjuncts(branch)))))
  if (not) predicates.push(noneOf(allOf(conjuncts(not))))
  return predicates
}

function sizePredicates({ above, below }: NonNullable<Criteria['size']> = {}): Predicate[] {
  return [
    ...(above === undefined ? [] : [sizePredicate(`more than ${above} bytes`, (bytes) => bytes > above)]),
    ...(below === undefined ? [] : [sizePredicate(`less than ${below} bytes`, (bytes) => bytes < below)]),
  ]
}

function timePredicates({ after, before }: NonNullable<Criteria['time']> = {}): Predicate[] {
  const [first, end] = [Date.parse(after ?? ''), Date.parse(before ?? '')]
  return [
    ...(after === undefined ? [] : [timePredicate(`from ${after} on`, (at) => at >= first)]),
    ...(before === undefined ? [] : [timePredicate(`before ${before}`, (at) => at < end)]),
  ]
}

function allOf(parts: readonly Predicate[]): Predicate {
  const [only] = parts
  if (only && parts.length === 1) return only
  const asked = byCost(parts)
  return {
    ...together(parts),
    test: (facts) => kleene(asked, facts, false),
    failures: (facts) => parts.reduce((sum, part) => sum + part.failures(facts), 0),
    failed: (facts) => parts.flatMap((part) => part.failed(facts)),
    met: (facts) => (kleene(asked, facts, false) ? parts.flatMap((part) => part.met(facts)) : []),
  }
}

function anyOf(branches: readonly Predicate[]): Predicate {
  const asked = byCost(branches)
  return {
    ...together(branches),
    test: (facts) => kleene(asked, facts, true),
    failures: (facts) =>
      kleene(asked, facts, true) === false ? Math.min(...branches.map((branch) => branch.failures(facts))) : 0,
    failed(facts) {
      if (kleene(asked, facts, true) !== false) return []
      const failures = branches.map((branch) => branch.failures(facts))
      return branches[failures.indexOf(Math.min(...failures))]?.failed(facts) ?? []
    },
    met: (facts) => branches.find((branch) => branch.test(facts))?.met(facts) ?? [],
  }
}

function noneOf(part: Predicate): Predicate {
  return {
    ...together([part]),
    test(facts) {
      const holds = part.test(facts)
      return holds === null ? null : !holds
    },
    failures: (facts) => (part.test(facts) === true ? 1 : 0),
    failed: (facts) => (part.test(facts) === true ? [denied(part.met(facts))] : []),
    met: (facts) =>
      part.test(facts) === false
        ? part.failed(facts).map((one) => ({ ...one, want: `not ${one.want}`, hint: null }))
        : [],
  }
}

/** One line for all that came together and was not to. */
function denied(met: readonly FailedField[]): FailedField {
  const [only, ...more] = met
  if (only && more.length === 0) return { ...only, field: `not ${only.field}` }
  const listed = (key: 'field' | 'want' | 'got') => met.map((one) => one[key]).join(' and ')
  if (!only) return { field: 'not', want: 'anything', got: 'this message', hint: null }
  return { field: `not (${listed('field')})`, want: listed('want'), got: listed('got'), hint: null }
}

/** Kleene's logic: one part that is `decisive` decides, else one that is not known leaves it open. */
function kleene(parts: readonly Predicate[], facts: Facts, decisive: boolean): boolean | null {
  let open = false
  for (const part of parts) {
    const holds = part.test(facts)
    if (holds === decisive) return decisive
    if (holds === null) open = true
  }
  return open ? null : !decisive
}

const byCost = (parts: readonly Predicate[]) => parts.toSorted((a, b) => a.cost - b.cost)

const together = (parts: readonly Predicate[]) => ({
  cost: Math.max(0, ...parts.map(({ cost }) => cost)),
  wantsBody: parts.some(({ wantsBody }) => wantsBody),
})
