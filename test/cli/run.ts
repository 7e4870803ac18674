/** mailsink as a process of its own, as it is built in dist/. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

const MAIN = join(import.meta.dirname, '../../dist/main.js')

/** Nothing of the machine's own settings, and certainly none of ours. */
const environment = (own: Record<string, string>) => ({ PATH: process.env['PATH'] ?? '', ...own })

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs it to its end. */
export async function run(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(options.env ?? {}) })
  child.stdin.end(options.input ?? '')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, out, err }
}

/** Runs it until its output matches, and stops it; gives all that it printed. */
export async function until(pattern: RegExp, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment({}), stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.setEncoding('utf8')
  for await (const chunk of child.stdout) {
    out += String(chunk)
    if (pattern.test(out)) child.kill('SIGTERM')
  }
  return out
}

export interface Line {
  level: string
  message: string
  [field: string]: unknown
}

export interface Running extends AsyncDisposable {
  readonly child: ChildProcess
  readonly ports: Readonly<Record<'smtp' | 'submission' | 'submissions' | 'http', number>>
  /** Resolves with the first line that has this message, printed before or after the call. */
  line(message: string): Promise<Line>
  lines(): readonly Line[]
  /** All of its output as it came. */
  raw(): string
  exit(): Promise<{ code: number | null; signal: string | null }>
}

export const FREE_PORTS = ['--smtp-port=0', '--submission-port=0', '--submissions-port=0', '--http-port=0']

/** Starts it on free ports with a JSON log and waits until it says that it is ready. */
export async function start(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Running> {
  const words = [MAIN, ...FREE_PORTS, '--log', 'json', ...args]
  const child = spawn(process.execPath, words, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  const errors = text(child.stderr)
  const lines: Line[] = []
  const waiting = new Set<() => void>()
  let raw = ''
  child.stdout.on('data', (chunk: Buffer) => (raw += chunk.toString()))
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line))
    for (const look of waiting) look()
  })
  const line = async (message: string) => {
    const found = new Promise<Line>((resolve) => {
      const look = () => {
        const hit = lines.find((candidate) => candidate.message === message)
        if (hit) resolve(hit)
      }
      waiting.add(look)
      look()
    })
    const gone = exited.then(async ({ code }) => {
      throw new Error(`mailsink ended with ${code} and never said "${message}". ${await errors}`)
    })
    return await Promise.race([found, gone])
  }
  await line('ready')
  const port = (listener: string) => Number(lines.find((fact) => fact['listener'] === listener)?.['port'])
  return {
    child,
    ports: { smtp: port('smtp'), submission: port('submission'), submissions: port('submissions'), http: port('http') },
    line,
    lines: () => lines,
    raw: () => raw,
    exit: () => exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
