/** Every field of a mail in order, as it was sent and as it is meant. */
import type { Header } from '../../contract/message.ts'
import { decoded, readable, unfolded } from './field-value.ts'
import { blockText, eachFieldOf, newlineOf } from './header-block.ts'

const mostFields = 10_000
const mostBytes = 1_048_576
/** Characters of a single value that are decoded; `raw` is whole in any case. */
const longestValue = 65_536

export interface HeaderList {
  readonly headers: Header[]
  /** What is wrong with the block, each a sentence. */
  readonly problems: string[]
  /** What the list leaves out, each a sentence. */
  readonly omissions: string[]
}

/**
 * The fields of the mail's own header block, at most 10,000 and 1 MiB of them (`limit` lowers that).
 * A line without a colon is no field; it is listed with an empty name, for it was sent all the same.
 */
export function headerList(raw: Buffer, limit = mostBytes): HeaderList {
  const newline = newlineOf(raw)
  const headers: Header[] = []
  const problems: string[] = []
  const omissions: string[] = []
  const stopped = eachFieldOf(raw.subarray(0, limit), newline, (start, colon, stop) => {
    if (headers.length === mostFields) {
      omissions.push(
        `The mail has more than ${mostFields} header fields; the first ${mostFields} are listed. Its raw form is complete.`,
      )
      return false
    }
    const sent = raw.toString('latin1', start, stop)
    const from = colon < 0 ? start : colon + 1
    const value = unfolded(blockText(raw, from, Math.min(stop, from + longestValue), newline))
    const shown = value + (stop - from > longestValue ? '…' : '')
    if (colon < 0) problems.push(`The header block has a line without a colon: "${shown.slice(0, 60)}".`)
    headers.push({
      name: colon < 0 ? '' : raw.toString('latin1', start, colon).trimEnd(),
      value: decoded(shown),
      raw: readable(sent),
    })
    return true
  })
  if (stopped >= limit && raw.length > limit) {
    omissions.push(
      `The header block is longer than ${limit} bytes; the fields of its beginning are listed. Its raw form is complete.`,
    )
  }
  return { headers, problems: problems.slice(0, 10), omissions }
}
