/** How long a phase lasts: until either of the two is used up. */
export interface Phase {
  messages: number
  seconds: number
}

export interface LoadOptions {
  port: number
  /** Bytes of each mail. */
  size: number
  connections: number
  mode: 'kept' | 'fresh'
  /** Sent first and not counted: the server's code and the generator's are compiled by then. */
  warmup: Phase | null
  measured: Phase
  /** Whose CPU time is read. */
  serverPid: number
}

export interface LoadResult {
  count: number
  seconds: number
  /** Seconds of CPU used in the measured phase; null where there is no /proc. */
  serverCpu: number | null
  generatorCpu: number
}
