/** Why it could not start, in one line with the way out. */
const FLAGS: Readonly<Record<string, string>> = {
  smtp: '--smtp-port',
  submission: '--submission-port',
  submissions: '--submissions-port',
  http: '--http-port',
}

export function whyNotStarted(error: unknown): string {
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
function factOf(error: Error, field: 'code' | 'port' | 'address' | 'listener'): string {
  const own: unknown = Reflect.get(error, field)
  if (typeof own === 'string' || typeof own === 'number') return String(own)
  return error.cause instanceof Error ? factOf(error.cause, field) : ''
}
