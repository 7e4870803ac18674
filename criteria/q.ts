/** The search language `q`: what people type into a search box, as criteria. */
import type { Criteria } from '../contract/criteria.ts'
import { readCriteria } from './check.ts'
import { allOf, anyOf, negated } from './connect.ts'
import { CriteriaError } from './error.ts'
import { LIMITS } from './fields.ts'
import { tokensOf, type Token } from './q-lexer.ts'
import type { Prefix } from './q-prefixes.ts'
import { conditionOf } from './q-term.ts'

/**
 * Reads a search.
 *
 *     to:ann subject:"reset your" -from:bot (has:link OR has:attachment) larger:10k before:2026-11-01 header:X-Run=7
 *
 * - Terms side by side all have to hold, with or without `AND`; `OR` binds less; `-`, `!` or `NOT` before a term or a
 *   group is its opposite. A prefix may stand before a group: `subject:(reset OR confirm)`.
 * - `"..."` keeps spaces, parentheses and colons together, with `\"` for a quote in it. `/.../` is a regular
 *   expression, with `i`, `m` and `s` behind it; without `i` the case counts.
 * - Words without a prefix are looked for in subject, body, from and to.
 * - `to:ann` and its like contain the text, unlike a string in JSON or in a URL: people type a part. With an `@` or a
 *   `*` it is the whole address. Likewise `filename:`, `type:`, and `attachment:`, which is either of the two: only a
 *   `*` makes them whole. Several about an attachment are about the same one.
 * - `header:X-Run` asks for the field, `header:X-Run=7` for its value. `mailFrom:<>` is the null sender.
 * - `size:>10k` is `larger:10k`. `in:5m` came within the last five minutes before `now`, `before:5m` earlier than that;
 *   the criteria have the time itself.
 *
 * Nothing but white space gives `{}`. Throws CriteriaError, which names the position, counted from 1.
 */
export function parseQuery(text: string, now = new Date()): Criteria {
  if (text.length > LIMITS.query)
    throw new CriteriaError(`The search has ${text.length} characters, but may have ${LIMITS.query}.`)
  const tokens = tokensOf(text)
  // The limits of the tree hold here too, so that a search can be sent as JSON.
  return tokens.length === 0 ? {} : readCriteria(treeOf(tokens, now))
}

function treeOf(tokens: readonly Token[], now: Date): Criteria {
  let index = 0
  let depth = 0
  const is = (kind: Token['kind']) => tokens[index]?.kind === kind

  function either(prefix: Prefix | null): Criteria {
    const parts = [both(prefix)]
    while (is('or')) {
      index += 1
      parts.push(both(prefix))
    }
    return anyOf(parts)
  }

  function both(prefix: Prefix | null): Criteria {
    const parts = [one(prefix)]
    while (index < tokens.length && !is('or') && !is('close')) {
      if (is('and')) index += 1
      parts.push(one(prefix))
    }
    return allOf(parts)
  }

  function one(prefix: Prefix | null): Criteria {
    let no = false
    for (; is('not'); index += 1) no = !no
    const token = tokens[index]
    if (token?.kind !== 'term' && token?.kind !== 'open') throw missing(token)
    index += 1
    const found = token.kind === 'term' ? conditionOf(token, prefix, now) : group(token, token.prefix ?? prefix)
    return no ? negated(found) : found
  }

  function group({ at }: Token, prefix: Prefix | null): Criteria {
    depth += 1
    if (depth > LIMITS.depth)
      throw new CriteriaError(`The parenthesis at position ${at} is nested deeper than ${LIMITS.depth} levels.`)
    const found = either(prefix)
    if (!is('close')) throw new CriteriaError(`The parenthesis at position ${at} is not closed.`)
    index += 1
    depth -= 1
    return found
  }

  /** What to say where a term had to be. */
  function missing(token: Token | undefined): CriteriaError {
    const before = tokens[index - 1]
    const subject = token && token.kind !== 'close' ? token : (before ?? token)
    if (!subject || !('written' in subject))
      return new CriteriaError(`The parenthesis at position ${subject?.at ?? 1} is empty.`)
    if (subject.kind === 'close') return new CriteriaError(`The parenthesis at position ${subject.at} closes nothing.`)
    return new CriteriaError(
      `"${subject.written}" at position ${subject.at} lacks what it belongs to. Put it in quotes to look for the word.`,
    )
  }

  const found = either(null)
  const left = tokens[index]
  if (left) throw new CriteriaError(`The parenthesis at position ${left.at} closes nothing.`)
  return found
}
