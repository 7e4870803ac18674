/** Compares a value of a message with what a test wants, by the rules that criteria have. */

/** Exact whatever the case, `*` standing for anything; or a regular expression as it is written. */
export function fits(value: string, wanted: string | RegExp): boolean {
  if (typeof wanted !== 'string') return found(value, wanted)
  const pattern = wanted.split('*').map((words) => words.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${pattern.join('.*')}$`, 'is').test(value)
}

/** Contained somewhere, whatever the case, white space folded, unless `exact`; or a regular expression as it is written. */
export function contains(value: string, wanted: string | RegExp, { exact = false } = {}): boolean {
  if (typeof wanted !== 'string') return found(value, wanted)
  return exact ? value.includes(wanted) : folded(value).includes(folded(wanted))
}

// An expression with `g` or `y` goes on from where it last ended: the second look would miss.
const found = (value: string, wanted: RegExp) =>
  new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(value)

const folded = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
