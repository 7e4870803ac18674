/** Hands the focus on from the frame of one mail to that of the next: with a frame that goes, the focus would go too. */
import type { App } from '../state/app.ts'

/** Milliseconds that the next frame may take to come; later than that the reader is elsewhere. */
const TOGETHER = 2000

export function createHandover(_app: App) {
  let lostAt: number | null = null
  return {
    lost: (at: number) => void (lostAt = at),
    /** Whether the focus is free to be taken. Asking takes it. */
    take(now: number): boolean {
      const free = lostAt !== null && now - lostAt < TOGETHER
      lostAt = null
      return free
    },
  }
}
