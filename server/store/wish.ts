/** Whether an inbox can be made as it is wished for: no compiler has seen what comes as JSON, or from a test in JavaScript. */
import type { InboxWish } from '../../contract/inbox.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { didYouMean, shown } from '../../criteria/suggest.ts'

const LONGEST_NAME = 200
const SHORTEST_TTL = 1000
const LONGEST_TTL = 7 * 86_400_000

const KINDS: ReadonlySet<unknown> = new Set(['domain', 'plus', 'auth', 'header'])
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i
const ADDRESS = /^[^\s@+<>]+@[^\s@<>]+$/

/** What is wrong with a value, in words; null when nothing is. */
const FAULTS: Readonly<Record<keyof InboxWish, (value: unknown) => string | null>> = {
  name(value) {
    if (typeof value !== 'string') return `"name" is ${told(value)}, but has to be text.`
    if (value.length <= LONGEST_NAME) return null
    return `The name has more than ${LONGEST_NAME} characters; a shorter one reads better, too.`
  },
  isolate: (value) =>
    KINDS.has(value) ? null : `"isolate" is ${told(value)}, but has to be "domain", "plus", "auth" or "header".`,
  baseDomain: (value) =>
    typeof value === 'string' && DOMAIN.test(value) ? null : `"baseDomain" is ${told(value)}, which is no domain.`,
  baseAddress: (value) =>
    typeof value === 'string' && ADDRESS.test(value)
      ? null
      : `"baseAddress" is ${told(value)}, but has to be an address without a "+", such as ann@example.com.`,
  ttl: (value) =>
    Number.isInteger(value) && Number(value) >= SHORTEST_TTL && Number(value) <= LONGEST_TTL
      ? null
      : `"ttl" is ${told(value)}, but has to be from ${SHORTEST_TTL} ms (1 s) to ${LONGEST_TTL} ms (7 days).`,
}

/** Throws CriteriaError for an option that there is not, naming the nearest, and for a value that an option cannot have. */
export function checkWish(wish: object): void {
  for (const [name, value] of Object.entries(wish)) {
    if (!isOption(name))
      throw new CriteriaError(`An inbox has no option ${shown(name)}. ${didYouMean(name, Object.keys(FAULTS))}`)
    const fault = value === undefined ? null : FAULTS[name](value)
    if (fault !== null) throw new CriteriaError(fault)
  }
}

const isOption = (name: string): name is keyof InboxWish => Object.hasOwn(FAULTS, name)

function told(value: unknown): string {
  return typeof value === 'string' ? shown(value) : (JSON.stringify(value) ?? typeof value).slice(0, 100)
}
