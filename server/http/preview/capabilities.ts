/** Who may look at which mail: a token in the path of its preview, since a sandboxed frame has no credentials to show. */
import { randomBytes } from 'node:crypto'

export interface Grant {
  readonly token: string
  readonly expiresAt: number
}

export interface Capabilities {
  /** The token of a message: the one it has, for a new hour, or a new one. */
  grant(messageId: string): Grant
  /** The message that a token opens, which keeps it alive; null when it opens none, or no longer. */
  messageOf(token: string): string | null
}

export interface CapabilityOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds after its last use that a token dies. Default one hour. */
  readonly lifetime?: number
  /** How many are kept; the one that was used least recently goes first. Default 200. */
  readonly most?: number
}

/** 128 bits, as they stand in a path. */
export const TOKEN = /^[\w-]{22}$/

export function createCapabilities({ now, lifetime = 3_600_000, most = 200 }: CapabilityOptions): Capabilities {
  // In the order of their last use.
  const held = new Map<string, { messageId: string; expiresAt: number }>()
  const tokens = new Map<string, string>()

  const drop = (token: string) => {
    tokens.delete(held.get(token)?.messageId ?? '')
    held.delete(token)
  }
  const use = (token: string, messageId: string): Grant => {
    const expiresAt = now() + lifetime
    held.delete(token)
    held.set(token, { messageId, expiresAt })
    return { token, expiresAt }
  }
  const messageOf = (token: string): string | null => {
    const found = held.get(token)
    if (found === undefined) return null
    if (found.expiresAt <= now()) {
      drop(token)
      return null
    }
    use(token, found.messageId)
    return found.messageId
  }

  return {
    messageOf,
    grant(messageId) {
      const known = tokens.get(messageId)
      const token = known !== undefined && messageOf(known) !== null ? known : randomBytes(16).toString('base64url')
      tokens.set(messageId, token)
      const grant = use(token, messageId)
      for (const oldest of held.keys()) {
        if (held.size <= most) break
        drop(oldest)
      }
      return grant
    },
  }
}
