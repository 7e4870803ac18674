/** What stands at the end of something that is shown in part. */
import { count } from '../state/format.ts'

export const words = {
  more: (n: number, left: number) => (n === left ? `Show the other ${n}` : `Show ${n} more of ${left}`),
  wholeText: (n: number) => `Show all ${count(n, 'character', 'characters')}`,
} as const
