/** The first of many, and more of them when they are asked for. */
import { useState } from 'preact/hooks'

const AT_ONCE = 50

/** `least` are shown in any case. */
export function useShown<T>(all: readonly T[], least = 0): { shown: readonly T[]; rest: number; more: () => void } {
  const [wanted, want] = useState(AT_ONCE)
  const most = Math.max(wanted, least)
  return {
    shown: all.slice(0, most),
    rest: Math.min(AT_ONCE, Math.max(0, all.length - most)),
    more: () => want(most + AT_ONCE),
  }
}
