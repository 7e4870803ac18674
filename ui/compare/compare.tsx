/** Two mails beside each other. */
import type { Compared } from '../state/route.ts'

export function Compare({ a, b, what }: { a: string; b: string; what: Compared }) {
  return <p>{[a, b, what].join(' ')}</p>
}
