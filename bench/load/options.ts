/** How long a phase lasts: until either of the two is used up. */
export interface Phase {
  messages: number
  seconds: number
}

/** Whom mails are sent to, and how. */
export interface Target {
  port: number
  /** Whose CPU time is read. */
  serverPid: number
  /** Bytes of each mail. */
  size: number
  connections: number
  mode: 'kept' | 'fresh'
}

export interface LoadOptions extends Target {
  /** Sent first and not counted: the server's code and the generator's are compiled by then. */
  warmup: Phase | null
  measured: Phase
}

export interface TurnsOptions extends Pick<Target, 'size' | 'connections'> {
  servers: Pick<Target, 'port' | 'serverPid'>[]
  /** Sent first to each, and not counted. */
  start: Phase
  turn: Phase
  turns: number
}

export interface LoadResult {
  count: number
  seconds: number
  /** Seconds of CPU used in the phase; null where there is no /proc. */
  serverCpu: number | null
  generatorCpu: number
}
