/** How fast what comes is read: at once, unless a fault has it wait, or read in slices that each have their time. */

/** How often (ms) a slice is handed on. */
const STEP = 100

type Take = (bytes: Buffer, served: () => void) => void

export class Pace {
  private slice = Infinity
  /** Milliseconds for a slice. */
  private step = 0
  private resting: { readonly ms: number; readonly over: () => void } | null = null
  private timer: NodeJS.Timeout | undefined

  get isSlow(): boolean {
    return this.slice !== Infinity
  }

  /** Whether bytes have come that wait for their time. */
  get isWaiting(): boolean {
    return this.timer !== undefined
  }

  /** From the next chunk on, so many bytes a second are read: the client's side of the connection fills up. */
  slow(bytesPerSecond: number): void {
    this.slice = Math.max(1, Math.round((bytesPerSecond * STEP) / 1000))
    this.step = (this.slice * 1000) / bytesPerSecond
  }

  /** The next chunk waits for so many milliseconds; `over` is called then. */
  rest(ms: number, over: () => void): void {
    this.resting = { ms, over }
  }

  /** `take` is given the chunk, or slice after slice of it, and what to call once that was served; `done` is called in the end. */
  feed(chunk: Buffer, take: Take, done: () => void): void {
    const { resting } = this
    if (resting === null) return this.hand(chunk, take, done)
    this.resting = null
    this.wait(resting.ms, () => {
      resting.over()
      this.hand(chunk, take, done)
    })
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private hand(chunk: Buffer, take: Take, done: () => void): void {
    if (this.slice === Infinity) return take(chunk, done)
    const next = (from: number) => {
      if (from >= chunk.length) return done()
      const slice = chunk.subarray(from, from + this.slice)
      // Serving a slice may change the speed.
      this.wait((slice.length * this.step) / this.slice, () => take(slice, () => next(from + slice.length)))
    }
    next(0)
  }

  private wait(ms: number, then: () => void): void {
    this.timer = setTimeout(() => {
      this.timer = undefined
      then()
    }, ms).unref()
  }
}
