/** The error of a start that found a port taken: which port, who wanted it, and the way out. */
import type { ListenerName } from '../contract/session.ts'

/** A port is taken. `listener` says which one wanted it. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
  readonly port: number
  readonly listener: ListenerName | 'http'
  constructor(port: number, listener: ListenerName | 'http', cause: unknown) {
    super(`Port ${port} is taken. Choose another with --${listener}-port, or 0 for any free port.`, { cause })
    this.port = port
    this.listener = listener
  }
}
