/** A few lines of an SMTP conversation: `C:` is the client, `S:` is mailsink, `*:` a note of what happened beside it. */
import type { Entry } from '../../../contract/session.ts'
import { count } from './human.ts'
import { printable } from './printable.ts'

const SPEAKER = { client: 'C:', server: 'S:', sink: '*:' } as const
const MARGIN = ' '.repeat(6)

/** At most `most` entries, one line each: around the first refusal, or else the last. */
export function conversation(entries: readonly Entry[], most: number): string[] {
  if (!isSpoken(entries)) return []
  const refusal = entries.findIndex(({ kind, code }) => kind === 'reply' && (code ?? 0) >= 400)
  // The line after the refusal shows what the client made of it.
  const end = refusal < 0 ? entries.length : Math.min(entries.length, refusal + 2)
  return entries.slice(Math.max(0, end - most), end).map(said)
}

/** Whether anything was said: notes of ours alone show nothing that the reason does not say. */
export function isSpoken(entries: readonly Entry[]): boolean {
  return entries.some(({ from }) => from !== 'sink')
}

function said({ from, kind, text }: Entry): string {
  const [first = '', ...rest] = text.split('\n', 50)
  const more = rest.length === 0 ? '' : ` (and ${count(rest.length, 'more line')})`
  const shown = printable(first.replace(/\r$/, ''), 160)
  return `${MARGIN}${SPEAKER[from]} ${kind === 'payload' ? `(the mail: ${shown})` : shown}${more}`
}
