/** The room in which requests wait for mail, or for the strike of a fault. Talks to the store through its interface only. */
import type { NoneAnswer, NoneRequest, WaitAnswer, WaitRequest } from '../../contract/wait.ts'
import { HistoryLostError, type Store } from '../../contract/store.ts'
import { Bell } from './bell.ts'
import { createDiagnoses, type Surroundings } from './diagnose.ts'
import { expectHits, type HitsAnswer } from './hits.ts'
import { expectNone } from './none.ts'
import { expectSome } from './some.ts'

export interface Waits {
  /** Rejects with CriteriaError, WaitEndedError, or the reason of the signal. */
  wait(request: WaitRequest, signal?: AbortSignal): Promise<WaitAnswer>
  none(request: NoneRequest, signal?: AbortSignal): Promise<NoneAnswer>
  /** Until the fault has struck so often. Rejects as the others. */
  hits(id: string, wanted: number, timeout: number, signal?: AbortSignal): Promise<HitsAnswer>
  /** How many are waiting. */
  count(): number
  /** Ends them all, and each that begins later. */
  stop(): void
}

/** The sink was stopped while somebody waited, or before. */
export class WaitEndedError extends Error {
  override readonly name = 'WaitEndedError'
  constructor(when: 'already' | 'while this waited') {
    super(`The sink was stopped ${when}. Stop it after the last test that uses it.`)
  }
}

/** What one wait is carried out with. */
export interface Waiting {
  readonly store: Store
  readonly bell: Bell
  readonly now: () => number
  /** Throws when it was called off. */
  readonly check: () => void
}

export function createWaits(options: {
  store: Store
  surroundings: () => Promise<Surroundings>
  now?: () => number
}): Waits {
  const { store, now = Date.now } = options
  const diagnoses = createDiagnoses(store, options.surroundings, now)
  const open = new Set<{ end: () => void }>()
  let stopped = false

  async function run<T>(signal: AbortSignal | undefined, work: (waiting: Waiting) => Promise<T>): Promise<T> {
    const bell = new Bell()
    let ended = false
    const check = () => {
      signal?.throwIfAborted()
      if (ended) throw new WaitEndedError('while this waited')
    }
    const ring = () => bell.ring()
    const mine = {
      end() {
        ended = true
        bell.ring()
      },
    }
    if (stopped) throw new WaitEndedError('already')
    check()
    open.add(mine)
    signal?.addEventListener('abort', ring)
    try {
      return await work({ store, bell, now, check })
    } finally {
      open.delete(mine)
      signal?.removeEventListener('abort', ring)
    }
  }

  return {
    wait: (request, signal) =>
      run(signal, (waiting) => expectSome(waiting, request, diagnoses)).catch((error: unknown) => {
        if (error instanceof HistoryLostError) return diagnoses.lost(request, error)
        throw error
      }),
    none: (request, signal) =>
      run(signal, (waiting) => expectNone(waiting, request, diagnoses)).catch((error: unknown) => {
        if (error instanceof HistoryLostError) return diagnoses.lost(request, error)
        throw error
      }),
    hits: (id, wanted, timeout, signal) => run(signal, (waiting) => expectHits(waiting, { id, wanted, timeout })),
    count: () => open.size,
    stop() {
      stopped = true
      for (const { end } of open) end()
    },
  }
}
