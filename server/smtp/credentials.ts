/** Whether a login is good. Without a list of users every login is: this is a test double. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Credentials } from './settings.ts'

/** What a client has proved or claimed, by mechanism. */
export type Proof =
  | { readonly kind: 'password'; readonly password: string }
  /** CRAM-MD5: tells whether a password gives the client's answer. */
  | { readonly kind: 'challenge'; readonly answers: (password: string) => boolean }

export function loginIsGood(users: readonly Credentials[], user: string, proof: Proof): boolean {
  if (users.length === 0) return true
  return users.some((known) => {
    if (!same(known.user, user)) return false
    return proof.kind === 'challenge' ? proof.answers(known.password) : same(known.password, proof.password)
  })
}

/** In constant time, so that a wrong guess does not tell how wrong it was. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
