/** What a reply of the server says: as it is given, and as it is read off the wire again. */

/** A reply before it is sent. */
export interface Reply {
  readonly code: number
  readonly enhanced: string
  readonly text: string
}

export interface ReadReply {
  readonly code: number
  /** RFC 3463. */
  readonly enhanced: string | null
  readonly text: string
}

/** Reads one line of a reply, with or without its line end; null for what is no reply. */
export function readReply(line: string): ReadReply | null {
  const found = /^(\d{3})[ -]?(?:(\d\.\d{1,3}\.\d{1,3})(?: |(?=[\r\n]|$)))?([^\r\n]*)/.exec(line)
  return found && { code: Number(found[1]), enhanced: found[2] ?? null, text: found[3] ?? '' }
}
