/** The bytes of one DATA. Held once: the transcript and the message point to the same payload. */

/** What became of a payload. Only `kept` and `unfinished` still give their bytes. */
export type Fate = 'arriving' | 'kept' | 'unfinished' | 'refused' | 'deleted' | 'evicted'

/** What tells that two payloads are tries of the same mail. */
export interface Fingerprint {
  readonly messageId: string | null
  /** As it was sent, encoded words and all. */
  readonly subject: string | null
  /** A hash of the body, which a new MIME boundary leaves as it is; null where the body did not come whole. */
  readonly body: string | null
}

/** What is known of a payload, also after its bytes are gone. */
export interface PayloadFacts {
  readonly fate: Fate
  /** The message that this payload became, also after that message is gone. */
  readonly messageId: string | null
  /** Made when it is first asked for, and before a refused payload lets its bytes go; null where neither was. */
  fingerprint(): Fingerprint | null
}

export interface Payload extends PayloadFacts {
  /** Bytes received, without the terminator, dots still doubled. */
  readonly size: number
  /** Bytes of the raw mail: `size` less the doubled dots. */
  readonly rawSize: number
  /** Lines received. */
  readonly lines: number
  /** As on the wire without the terminator; null once the bytes are gone. */
  wire(): Uint8Array | null
  /** As the mail was meant: one leading dot less on each line that had one (RFC 5321, 4.5.2); null once the bytes are gone. */
  raw(): Uint8Array | null
  /** The message is in the store, under this id. */
  keep(messageId: string): void
  /** The message is deleted, but may be restored: the bytes stay, and nobody is given them. */
  setAside(): void
  /** The message is back. */
  takeBack(): void
  /** Lets the bytes go and remembers why. */
  drop(fate: 'refused' | 'deleted' | 'evicted'): void
}
