/** What an inbox, or a sink, has handed out: no message twice, and equal waits in the order in which they began. */
import type { Claim } from '../contract/wait.ts'
import type { Caller } from './caller.ts'

/** Of so many claims the sink is told who made them; it names a few, and a list of thousands has to stay short. */
const REMEMBERED = 200

export class Claims {
  private readonly taken = new Map<string, Caller>()
  /** The last wait for each set of criteria; settled when it and all before it are over. */
  private readonly turns = new Map<string, Promise<unknown>>()

  /** As the sink is told it. */
  list(): Claim[] {
    const named = this.taken.size - REMEMBERED
    return [...this.taken].map(([id, by], index) => ({ id, by: index < named ? null : by.place() }))
  }

  has(id: string): boolean {
    return this.taken.has(id)
  }

  /** Where it was taken; null when it was not, or the engine does not tell. */
  by(id: string): string | null {
    return this.taken.get(id)?.place() ?? null
  }

  take(id: string, by: Caller): void {
    this.taken.set(id, by)
  }

  /**
   * Runs `work` when the waits for the same criteria that began before are over, or after `patience` ms: a wait whose own
   * time is up says so, whoever is before it.
   */
  async inTurn<T>(
    key: string,
    { patience, signal }: { patience: number; signal: AbortSignal | undefined },
    work: () => Promise<T>,
  ): Promise<T> {
    const before = this.turns.get(key)
    const mine = (async () => {
      if (before !== undefined) await orAfter(before, patience, signal)
      return await work()
    })()
    // A wait that gave up is no end of the queue: who comes next still stands behind those before it.
    const settled = Promise.allSettled([before, mine])
    this.turns.set(key, settled)
    void settled.then(() => {
      if (this.turns.get(key) === settled) this.turns.delete(key)
    })
    return await mine
  }
}

function orAfter(promise: Promise<unknown>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      settle()
    }
    const timer = setTimeout(() => end(resolve)(), ms)
    const aborted = end(() => reject(signal?.reason))
    signal?.addEventListener('abort', aborted)
    void promise.then(end(resolve))
    if (signal?.aborted) aborted()
  })
}
