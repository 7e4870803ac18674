/** Reads slowly: hands a chunk on in slices, each when its time has come, and takes no other until then. */

/** How often (ms) a slice is handed on. */
const STEP = 100

export class Pace {
  private readonly slice: number
  private readonly step: number
  private timer: NodeJS.Timeout | undefined

  constructor(bytesPerSecond: number) {
    this.slice = Math.max(1, Math.round((bytesPerSecond * STEP) / 1000))
    this.step = (this.slice * 1000) / bytesPerSecond
  }

  /** `take` is given a slice and what to call once it was served; `done` is called when the chunk is used up. */
  feed(chunk: Buffer, take: (slice: Buffer, served: () => void) => void, done: () => void): void {
    const next = (from: number) => {
      if (from >= chunk.length) return done()
      const wait = (Math.min(this.slice, chunk.length - from) * this.step) / this.slice
      this.timer = setTimeout(() => {
        take(chunk.subarray(from, from + this.slice), () => next(from + this.slice))
      }, wait).unref()
    }
    next(0)
  }

  stop(): void {
    clearTimeout(this.timer)
  }
}
