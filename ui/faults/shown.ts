/** The first of many, and more of them when they are asked for. */
import { useState } from 'preact/hooks'

const AT_ONCE = 50

export function useShown<T>(all: readonly T[]): { shown: readonly T[]; rest: number; more: () => void } {
  const [most, setMost] = useState(AT_ONCE)
  return {
    shown: all.slice(0, most),
    rest: Math.min(AT_ONCE, Math.max(0, all.length - most)),
    more: () => setMost(most + AT_ONCE),
  }
}
