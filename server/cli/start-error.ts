/** Why it could not start, in one line with the way out. */
const FLAGS: Readonly<Record<string, string>> = {
  smtp: '--smtp-port',
  submission: '--submission-port',
  submissions: '--submissions-port',
  http: '--http-port',
}

/** What goes to the terminal, and the exit code: 2 for a mistake in what was asked for, 1 for all else. */
export interface NotStarted {
  readonly line: string
  readonly code: 1 | 2
}

/** `faultSources` tells of each rule that it was to start with, where it was given. */
export function whyNotStarted(error: unknown, faultSources: readonly string[]): NotStarted {
  if (!(error instanceof Error) || error.name !== 'FaultRefusedError') return { line: lineOf(error), code: 1 }
  const source = faultSources[Number(factOf(error, 'index'))] ?? '--fault'
  const { cause } = error
  return { line: `${source}: ${cause instanceof Error ? cause.message : error.message}`, code: 2 }
}

function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const port = factOf(error, 'port')
  const code = factOf(error, 'code')
  const flag = FLAGS[factOf(error, 'listener')] ?? 'the flag of that port'
  if (error.name === 'PortTakenError' || code === 'EADDRINUSE') {
    return `Port ${port} is taken. Choose another with ${flag}, 0 for any free one, or off.`
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this process has. Choose one above 1023 with ${flag}.`
  if (code === 'EADDRNOTAVAIL')
    return `This machine has no address ${factOf(error, 'address')}. Choose another with --host.`
  return error.message
}

/** A field of the error, or of what caused it: Node puts the facts of a failed listen into fields. */
function factOf(error: Error, field: 'code' | 'port' | 'address' | 'listener' | 'index'): string {
  const own: unknown = Reflect.get(error, field)
  if (typeof own === 'string' || typeof own === 'number') return String(own)
  return error.cause instanceof Error ? factOf(error.cause, field) : ''
}
