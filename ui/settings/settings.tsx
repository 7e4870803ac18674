/** What can be chosen. */
import type { Section } from '../state/route.ts'

export function Settings({ section }: { section: Section }) {
  return <p>{section}</p>
}
