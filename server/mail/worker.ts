/** What runs in a worker thread: one job at a time, handed over by the pool. */
import { parentPort } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import type { ParsedMail, PartContent } from '../../contract/reader.ts'
import { onePart } from './mime-tree.ts'
import { contentsOf, structureOf, type Outline } from './read-mail.ts'

/** `raw` is a copy that belongs to the worker. */
export type Job = { readonly id: number; readonly raw: Uint8Array } & (
  | { readonly kind: 'read' }
  | { readonly kind: 'part'; readonly path: string; readonly form: 'decoded' | 'source' }
)

/** Told to the pool while a job runs: that it has begun, so that its deadline counts from there, and what is known so far. */
export type Note = { readonly id: number; readonly outline: Outline | null }

/** What a job resolves with; most of the outline of a mail has already gone ahead as a note. */
export type Contents = Omit<ParsedMail, 'headers' | 'attachments'>

export default async function work(job: Job): Promise<unknown> {
  const raw = Buffer.from(job.raw.buffer, job.raw.byteOffset, job.raw.byteLength)
  tell({ id: job.id, outline: null })
  if (job.kind === 'part') return handedOver(onePart(raw, job.path, job.form))
  const structure = structureOf(raw)
  tell({ id: job.id, outline: structure.outline })
  const { headers: _headers, attachments: _attachments, ...contents } = await contentsOf(structure)
  return contents satisfies Contents
}

function tell(note: Note): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, not a window
  parentPort?.postMessage(note)
}

/** Gives the bytes away instead of having them copied. */
function handedOver(part: PartContent | null): unknown {
  if (!part) return null
  // A slice of a larger buffer would take all of that with it.
  const whole = part.bytes.byteLength === part.bytes.buffer.byteLength
  const bytes = whole ? part.bytes : new Uint8Array(part.bytes)
  return move({ [transferableSymbol]: bytes.buffer, [valueSymbol]: { ...part, bytes } })
}
