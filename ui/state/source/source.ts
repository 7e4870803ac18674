/** A text that may be large: all of it at once, or fetched in stretches as somebody reads on. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Api, Source } from '../../../client/api.ts'
import { textOf } from '../visible.ts'

export interface SourceText {
  /** What is there of it so far; it only ever grows at its end. */
  readonly text: ReadonlySignal<string>
  readonly state: ReadonlySignal<'loading' | 'part' | 'whole' | 'failed'>
  readonly problem: ReadonlySignal<string | null>
  /** Bytes of the whole, once that is known. */
  readonly total: ReadonlySignal<number | null>
  /** Fetches the next stretch, unless one is on its way. */
  more(): Promise<void>
  /** Fetches all the rest. */
  all(): Promise<void>
}

/** The first is there at once; those after it are worth their way. */
const FIRST = 512 * 1024
const FURTHER = 4 * 1024 * 1024
const EVERYTHING = 2 ** 40

const nothing = async (): Promise<void> => {}

export function fixedSource(text: string): SourceText {
  return {
    text: signal(text),
    state: signal('whole' as const),
    problem: signal(null),
    total: signal(null),
    more: nothing,
    all: nothing,
  }
}

export function fetchedSource(api: Pick<Api, 'stretch'>, id: string, source: Source): SourceText {
  const text = signal('')
  const state = signal<'loading' | 'part' | 'whole' | 'failed'>('part')
  const problem = signal<string | null>(null)
  const total = signal<number | null>(null)
  let read = 0
  /** The first bytes of a character whose others come with the next stretch. */
  let held = new Uint8Array()
  let under: Promise<void> | null = null

  async function fetchNext(atMost: number): Promise<void> {
    if (state.value === 'whole') return
    state.value = 'loading'
    try {
      const stretch = await api.stretch(id, source, read, atMost)
      read += stretch.bytes.length
      total.value = stretch.total
      const whole = read >= stretch.total || stretch.bytes.length === 0
      const bytes = joined(held, stretch.bytes)
      const end = whole ? bytes.length : bytes.length - unfinished(bytes)
      held = bytes.slice(end)
      text.value += textOf(bytes.subarray(0, end))
      problem.value = null
      state.value = whole ? 'whole' : 'part'
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
      state.value = 'failed'
    }
  }

  const next = (atMost: number) =>
    (under ??= fetchNext(atMost).finally(() => {
      under = null
    }))

  return {
    text,
    state,
    problem,
    total,
    more: () => next(read === 0 ? FIRST : FURTHER),
    async all() {
      await under
      // In one go: each stretch that comes has to be cut into lines.
      if (state.value !== 'whole') await next(EVERYTHING)
    },
  }
}

/** How many bytes at the end are the beginning of a character: at most three. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
    return length > back ? back : 0
  }
  return 0
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
