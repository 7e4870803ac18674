/** What the codes and words of SMTP mean, in a sentence each (ui/strings/explanations.json). */
import address from '../../strings/explanations.json?url'
import { fetchedOnce } from '../fetched-once.ts'

type Sentences = Readonly<Partial<Record<string, string>>>

export interface Meanings {
  /** Reply codes: RFC 5321, section 4.2, with those of RFC 3207, 4954 and 7504. */
  readonly codes: Sentences
  /** Commands: RFC 5321 and its extensions. */
  readonly verbs: Sentences
  /** What the answer to EHLO offers. */
  readonly keywords: Sentences
  /** Enhanced status codes (RFC 3463): by the first figure, by the second, and by the second and the third together. */
  readonly classes: Sentences
  readonly subjects: Sentences
  readonly details: Sentences
}

export const createMeanings = (): (() => Promise<Meanings>) =>
  fetchedOnce(address, (text) => JSON.parse(text) as Meanings)
