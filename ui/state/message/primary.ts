/** The code and the link that a mail is about, if it has one. */
import type { Code, Message } from '../../../contract/message.ts'

export function primaryCode({ codes }: Message): Code | null {
  return codes[0] ?? null
}

export function primaryLink({ digest }: Message): string | null {
  return digest?.link ?? null
}
