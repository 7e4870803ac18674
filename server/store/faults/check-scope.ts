/** Whose mail a rule is about, as it is asked for. */
import type { Criteria } from '../../../contract/criteria.ts'
import type { FaultScope } from '../../../contract/fault.ts'
import { readCriteria } from '../../../criteria/check.ts'
import { CriteriaError } from '../../../criteria/error.ts'
import { isObject, told, wrong } from './told.ts'

const WAY_OUT =
  'Say whose mail it is about, such as { "rcpt": "ann@example.com" }, or { "all": true } for everybody\'s.'

/** Throws CriteriaError. Criteria are a copy, with sizes and times normalised. */
export function readScope(value: unknown): FaultScope {
  if (value === undefined) throw new CriteriaError(`The rule has no "scope". ${WAY_OUT}`)
  if (!isObject(value)) throw wrong('scope', value, 'an object such as { "rcpt": "ann@example.com" }')
  const keys = Object.keys(value)
  if (keys.length === 0) throw new CriteriaError(`"scope" is empty. ${WAY_OUT}`)
  const { all } = value as { all?: unknown }
  if ('all' in value && !Array.isArray(all)) return everybody(all, keys)
  const criteria = readScopeCriteria(value)
  checkInboxes(criteria)
  return criteria
}

/** Whether it is expressly about everybody's mail. */
export const isEverybody = (scope: FaultScope): scope is { all: true } => scope.all === true

/** The ids of the inboxes that criteria name, wherever. */
export function inboxesIn({ inbox, any = [], all = [], not }: Criteria): string[] {
  const inner = [...any, ...all, ...(not === undefined ? [] : [not])].flatMap(inboxesIn)
  return typeof inbox === 'string' ? [inbox, ...inner] : inner
}

function everybody(all: unknown, keys: readonly string[]): FaultScope {
  if (all !== true)
    throw new CriteriaError(
      `"scope.all" is ${told(all)}, but has to be true, for everybody's mail, or a list of criteria.`,
    )
  if (keys.length > 1)
    throw new CriteriaError(
      `"scope" is everybody's mail by "all": true, and names ${keys.filter((key) => key !== 'all').join(', ')} as well. Leave one of them off.`,
    )
  return { all: true }
}

function readScopeCriteria(value: object): Criteria {
  try {
    return readCriteria(value)
  } catch (error) {
    if (error instanceof CriteriaError) throw new CriteriaError(`In "scope": ${error.message}`, { cause: error })
    throw error
  }
}

/** A rule is about inboxes that are there: one that is meant by a pattern might be opened later, or never. */
function checkInboxes({ inbox, any = [], all = [], not }: Criteria): void {
  if (inbox !== undefined && (typeof inbox !== 'string' || inbox.includes('*')))
    throw new CriteriaError(
      `"scope.inbox" is ${told(inbox)}, but has to be the id of one inbox that is open, such as "t-welcome-7k3m9x2p4q".`,
    )
  for (const part of [...any, ...all, ...(not === undefined ? [] : [not])]) checkInboxes(part)
}
