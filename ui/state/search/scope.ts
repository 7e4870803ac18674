/** The scope of a search: everything, or one inbox, as the term `inbox:<id>` of the query. */

/** A term of its own: not one in a group or after a minus, which asks for something else. */
const INBOX = /(^|\s)inbox:(?:"([^"]*)"|([^\s()"*]+))(?=\s|$)/i

/** The id of the inbox that a query confines itself to, or null. */
export function inboxOf(q: string): string | null {
  const found = INBOX.exec(q)
  return found === null ? null : (found[2] ?? found[3] ?? null)
}

/** The same query within another inbox, or with null within none. */
export function withInbox(q: string, id: string | null): string {
  const rest = q.replace(INBOX, '$1').replace(/\s+/g, ' ').trim()
  if (id === null) return rest
  // What stands beside an OR belongs to one side of it only.
  const whole = /(?:^|\s)OR(?=\s)/.test(rest) ? `(${rest})` : rest
  return `inbox:${/[\s()":*]/.test(id) ? `"${id}"` : id} ${whole}`.trim()
}
