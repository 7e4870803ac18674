/** What comes with the page itself, as JSON in its element `first-page`, so that the first rows wait for no question. */
import type { Info } from './info.ts'
import type { MessageSummary } from './message.ts'

/** `info` was read before `list`: a feed that goes on from its cursor misses nothing. */
export interface FirstPage {
  readonly info: Info
  /** The newest messages, with the digests that are known. */
  readonly list: { readonly messages: MessageSummary[]; readonly total: number; readonly cursor: string }
}
