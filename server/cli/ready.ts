/** `mailsink ready`: whether a running sink serves. Asks as a stranger would, over the network. */
import { once } from 'node:events'
import { get } from 'node:http'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Target } from './read-config.ts'
import { httpUrl } from './send.ts'

const PATIENCE = 3000

/** Resolves when the sink is ready and rejects with why it is not. */
export async function ready(target: Target): Promise<void> {
  if (target.http === 0) throw new Error('--http-port 0 names no port: give the one that was printed at start.')
  if (target.http !== false) return await askHealthRoute(`${httpUrl(target, target.http)}readyz`)
  const port = [target.smtp, target.submission, target.submissions].find((candidate) => candidate)
  if (!port) throw new Error('Neither --http-port nor an SMTP port names a port to ask.')
  await awaitGreeting(target.host, port, port === target.submissions)
}

async function askHealthRoute(url: string): Promise<void> {
  const request = get(url, { signal: AbortSignal.timeout(PATIENCE), agent: false })
  const [response] = await once(request, 'response').catch((error: unknown) => {
    throw new Error(`${url} does not answer: ${reasonOf(error)}.`)
  })
  response.resume()
  if (response.statusCode !== 200) throw new Error(`${url} answers ${response.statusCode}.`)
}

async function awaitGreeting(host: string, port: number, tls: boolean): Promise<void> {
  // Whose certificate it is does not matter here; most are made at start.
  const socket = tls ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port })
  const place = `${host}:${port}`
  try {
    const [greeting] = await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE) })
    if (!String(greeting).startsWith('220')) throw new Error(`it says ${String(greeting).trim()}`)
    socket.write('QUIT\r\n')
    await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE) })
  } catch (error) {
    throw new Error(`The SMTP listener at ${place} is not ready: ${reasonOf(error)}.`, { cause: error })
  } finally {
    socket.destroy()
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer in ${PATIENCE / 1000} s`
  // A name with two addresses fails with one error for each and no message of its own.
  return error.message || ('code' in error ? String(error.code) : error.name)
}
