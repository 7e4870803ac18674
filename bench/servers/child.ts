import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Stream } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Child extends AsyncDisposable {
  pid: number
  /** When it was spawned, by `performance.now()`. */
  spawnedAt: number
  /** Rejects, with what the process said on stderr, if it ends before `stop()`; never resolves. */
  failed: Promise<never>
  /** Descriptor 3 of the process, where the memory hook answers. */
  channel: Stream
  signal(name: NodeJS.Signals): void
  /** SIGTERM, and SIGKILL after 3 s. */
  stop(): Promise<void>
}

export interface Command {
  /** The program and its arguments. */
  argv: string[]
  /** Added to the environment. */
  env: Record<string, string>
}

const gracePeriod = 3_000
const stderrKept = 4_000

/** Starts a process that must not outlive the bench, and whose early end is an error. */
export function startChild(name: string, { argv, env }: Command): Child {
  const [program, ...rest] = argv
  const spawnedAt = performance.now()
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  let stderr = ''
  child.stderr!.setEncoding('utf8').on('data', (text) => (stderr = (stderr + text).slice(-stderrKept)))
  let stopping = false
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (!stopping) reject(new Error(`${name} ended by itself (${signal ?? `exit ${code}`}). It said:\n${stderr}`))
    })
  })
  // Whoever waits for something of this process races it against `failed`; between two such waits nobody listens.
  failed.catch(() => {})
  const kill = (): boolean => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.removeListener('exit', kill))

  async function stop(): Promise<void> {
    stopping = true
    await endOf(child)
  }
  return {
    pid: child.pid ?? -1,
    spawnedAt,
    failed,
    channel: child.stdio[3]!,
    signal: (signal) => void child.kill(signal),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), gracePeriod)
  await closed
  clearTimeout(timer)
}

/**
 * Waits for the first bytes of the greeting, and resolves with the time they came. A port that accepts is not yet
 * a server that answers, and for the first test of a run it is the answer that counts.
 */
export async function greeting(port: number, failed: Promise<never>, patience = 20_000): Promise<number> {
  const end = performance.now() + patience
  while (performance.now() < end) {
    const at = await Promise.race([firstBytes(port), failed])
    if (at !== null) return at
    await sleep(2)
  }
  throw new Error(`Nobody greeted on port ${port} within ${patience} ms.`)
}

function firstBytes(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('error', () => resolve(null))
    socket.once('close', () => resolve(null))
    socket.once('data', (bytes) => {
      const at = performance.now()
      const text = bytes.toString('latin1')
      socket.end('QUIT\r\n')
      if (text.startsWith('220')) resolve(at)
      else reject(new Error(`expected the greeting 220 on port ${port}, got: ${text.trimEnd()}`))
    })
  })
}
