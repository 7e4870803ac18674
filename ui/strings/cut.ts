/** What stands at the end of something that is shown in part. */
import { count } from '../state/format.ts'

export const more = (n: number, left: number) => (n === left ? `Show the other ${n}` : `Show ${n} more of ${left}`)
export const wholeText = (n: number) => `Show all ${count(n, 'character', 'characters')}`
