/** Lets what comes in bursts through in batches: the first at once, the others together, ten times a second. */

export function paced<T>(
  apply: (items: readonly T[]) => void,
  { every = 100, later = setTimeout as (run: () => void, ms: number) => unknown, now = () => performance.now() } = {},
): (items: readonly T[]) => void {
  let waiting: T[] = []
  let last = -Infinity
  let timed = false

  function flush(): void {
    timed = false
    last = now()
    const items = waiting
    waiting = []
    apply(items)
  }

  return (items) => {
    waiting.push(...items)
    if (timed) return
    const wait = last + every - now()
    if (wait <= 0) return flush()
    timed = true
    later(flush, wait)
  }
}
