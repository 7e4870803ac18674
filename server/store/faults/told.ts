/** Values from outside in the sentences about them, and the keys of an object that nobody has checked. */
import { CriteriaError } from '../../../criteria/error.ts'
import { didYouMean, shown } from '../../../criteria/suggest.ts'

/** The value as it was given, in short. */
export function told(value: unknown): string {
  if (typeof value === 'string') return shown(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** The sentence about a value that is not what it has to be. */
export function wrong(place: string, value: unknown, expected: string): CriteriaError {
  return new CriteriaError(`"${place}" is ${told(value)}, but has to be ${expected}.`)
}

/** `"a", "b" or "c"`. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** Whether a value is an object with keys. By its tag: one of another realm, such as a test runner's, has another prototype. */
export const isObject = (value: unknown): value is object => Object.prototype.toString.call(value) === '[object Object]'

/** What an object holds, what is undefined left out. Throws for a key that is not known, naming the nearest. */
export function partsOf<Key extends string>(
  place: string,
  value: object,
  known: readonly Key[],
): Partial<Record<Key, unknown>> {
  const parts: Partial<Record<Key, unknown>> = {}
  for (const [key, given] of Object.entries(value)) {
    if (!isOne(known, key))
      throw new CriteriaError(`Unknown key ${shown(key)} in "${place}". ${didYouMean(key, known)}`)
    if (given !== undefined) parts[key] = given
  }
  return parts
}

/** Whether a value is one of a few words. */
export const isOne = <Word extends string>(words: readonly Word[], value: unknown): value is Word =>
  (words as readonly unknown[]).includes(value)

/** One of a few words. `place` is the key that it stands under. */
export function readWord<Word extends string>(place: string, value: unknown, words: readonly Word[]): Word {
  if (isOne(words, value)) return value
  if (typeof value !== 'string') throw wrong(place, value, oneOf(words))
  throw new CriteriaError(`"${place}" is ${shown(value)}. ${didYouMean(value, words)}`)
}
