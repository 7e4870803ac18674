/** The fewest edits that lead from one sequence to another (Myers, "An O(ND) Difference Algorithm", 1986). */

/** So many that both have, then what is only in the one, then what is only in the other. */
export interface Stretch {
  readonly same: number
  readonly removed: number
  readonly added: number
}

/** One step of a path, with those before it. */
interface Step {
  readonly kind: keyof Stretch
  readonly length: number
  readonly before: Step | null
}

interface Options<T> {
  readonly same: (left: T, right: T) => boolean
  /** The moment after which it is given up, and the edits after which it is. */
  readonly until: number
  readonly most?: number
}

/** Null where it takes too long, or too many edits. */
export function edits<T>(left: readonly T[], right: readonly T[], options: Options<T>): Stretch[] | null {
  const { same, until, most = Infinity } = options
  /** How far each diagonal has got in `left`, and by which steps; `at - diagonal` is how far in `right`. */
  const paths = new Map<number, { at: number; last: Step | null }>()

  /** Goes on as long as both are the same; whether that was to the end of both. */
  function follow(diagonal: number, from: number, last: Step | null): boolean {
    let at = from
    while (at < left.length && at - diagonal < right.length && same(left[at] as T, right[at - diagonal] as T)) at++
    paths.set(diagonal, { at, last: at === from ? last : { kind: 'same', length: at - from, before: last } })
    return at === left.length && at - diagonal === right.length
  }

  const goal = left.length - right.length
  if (follow(0, 0, null)) return stretches(paths.get(goal)?.last ?? null)
  for (let count = 1; count <= most && performance.now() <= until; count++) {
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const removing = paths.get(diagonal - 1)
      const adding = paths.get(diagonal + 1)
      const canRemove = removing !== undefined && removing.at < left.length
      const canAdd = adding !== undefined && adding.at - diagonal <= right.length
      if (canAdd && !(canRemove && removing.at >= adding.at)) {
        if (follow(diagonal, adding.at, { kind: 'added', length: 1, before: adding.last }))
          return stretches(paths.get(goal)?.last ?? null)
      } else if (canRemove) {
        if (follow(diagonal, removing.at + 1, { kind: 'removed', length: 1, before: removing.last }))
          return stretches(paths.get(goal)?.last ?? null)
      } else paths.delete(diagonal)
    }
  }
  return null
}

function stretches(last: Step | null): Stretch[] {
  const found: Stretch[] = []
  let now = { same: 0, removed: 0, added: 0 }
  for (let step = last; step !== null; step = step.before) {
    now[step.kind] += step.length
    if (step.kind !== 'same' && step.before !== null) continue
    found.push(now)
    now = { same: 0, removed: 0, added: 0 }
  }
  return found.toReversed()
}
