/** Names of files in one folder that strangers chose: clean, and no two the same. */
import { cleanName } from './disposition.ts'

/** Gives each name as it may be used; a second `a.txt` is `a (2).txt`. Some systems do not tell `A` from `a`. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    // Windows drops what ends a name so, and would not find it again.
    const clean = cleanName(name).replace(/[. ]+$/, '') || 'unnamed'
    const [, stem = clean, ending = ''] = /^(.+?)(\.[^.]{1,10})?$/s.exec(clean) ?? []
    let free = clean
    for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${stem} (${n})${ending}`
    taken.add(free.toLowerCase())
    return free
  }
}
