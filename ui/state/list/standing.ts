/** Where in the list the reader stands, and what is chosen there: what no list takes from under a reader. */
import { signal } from '@preact/signals'

export const createStanding = () => ({
  /** The key of the row that keys stand on; of the mail that is open, if one is. */
  active: signal<string | null>(null),
  chosen: signal<ReadonlySet<string>>(new Set()),
})
