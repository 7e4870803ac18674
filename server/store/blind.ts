/** Who got a mail without being named in it: in no To, no Cc, and no Bcc that went out with it, which everybody can read. */
import type { Address } from '../../contract/message.ts'

/** Recipients of the envelope that stand in no header, in order. `sentBcc` gives what the Bcc fields say; it is asked only if need be. */
export function inNoHeader(
  recipients: readonly string[],
  named: readonly Address[],
  sentBcc: () => readonly string[],
): string[] {
  const shown = new Set(named.map(({ address }) => address.toLowerCase()))
  const unnamed = recipients.filter((address) => !shown.has(address.toLowerCase()))
  if (unnamed.length === 0) return []
  // Finding an address again needs no grammar: it stands between brackets, commas or blanks.
  const sent = new Set(sentBcc().flatMap((value) => value.toLowerCase().split(/[\s,;:<>()]+/)))
  return unnamed.filter((address) => !sent.has(address.toLowerCase()))
}
