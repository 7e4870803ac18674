/** What an inbox, or a sink, has handed out: no message twice, and equal waits in the order in which they began. */
import type { Claim } from '../contract/wait.ts'
import type { Caller } from './caller.ts'
import { orAfter } from './or-after.ts'

/** Of so many claims the sink is told who made them; it names a few, and a list of thousands has to stay short. */
const REMEMBERED = 200

export class Claims {
  /** By id, the oldest first; null where who took it is no longer remembered. */
  private readonly taken = new Map<string, Caller | null>()
  /** The newest of them: a stack for each of thousands would be a burden. */
  private readonly remembered: string[] = []
  /** The last wait for each set of criteria; settled when it and all before it are over. */
  private readonly turns = new Map<string, Promise<unknown>>()

  /** As the sink is told it. */
  list(): Claim[] {
    return [...this.taken].map(([id, by]) => ({ id, by: by?.place() ?? null, as: 'taken' }))
  }

  ids(): string[] {
    return [...this.taken.keys()]
  }

  has(id: string): boolean {
    return this.taken.has(id)
  }

  /** Where it was taken; null when it was not, or nobody remembers. */
  by(id: string): string | null {
    return this.taken.get(id)?.place() ?? null
  }

  take(id: string, by: Caller): void {
    this.taken.set(id, by)
    this.remembered.push(id)
    const oldest = this.remembered.length > REMEMBERED ? this.remembered.shift() : undefined
    if (oldest !== undefined && this.taken.has(oldest)) this.taken.set(oldest, null)
  }

  /** Of messages that are gone: no wait could get them again. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.taken.delete(id)
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
    const settled: Promise<void> = Promise.allSettled([before, mine]).then(() => {
      if (this.turns.get(key) === settled) this.turns.delete(key)
    })
    this.turns.set(key, settled)
    return await mine
  }
}
