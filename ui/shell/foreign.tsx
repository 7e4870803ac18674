/** Text that came with a mail: a stranger wrote it, so it may not disturb the text around it. */
import { segments, type Segment } from '../state/visible.ts'

/** A name, subject or address within a line of ours: its direction is its own and stays inside. */
export function Foreign({ text }: { text: string }) {
  return <bdi dir="auto">{marked(segments(text))}</bdi>
}

/** The same for bytes and header fields: characters that nobody would see are shown as marks. */
export function Marked({ text, wire = false }: { text: string; wire?: boolean }) {
  return <>{marked(segments(text, wire ? 'wire' : 'text'))}</>
}

function marked(pieces: readonly Segment[]) {
  return pieces.map(({ text, mark }) => (mark ? <span class="mark">{text}</span> : text))
}
