/** Waiting for something, but not for ever. */

/** The longest that a timer takes; a longer one would go off at once. */
const LONGEST = 2 ** 31 - 1

/** What the promise gives, or null after so many milliseconds. Rejects as it does, or with the reason of the signal. */
export function orAfter<T>(promise: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => resolve(null)), Math.min(ms, LONGEST))
    const aborted = () => end(() => reject(signal?.reason))
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      settle()
    }
    signal?.addEventListener('abort', aborted)
    promise.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    )
    if (signal?.aborted) aborted()
  })
}

export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await orAfter(new Promise<never>(() => {}), ms, signal)
}
