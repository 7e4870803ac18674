/** Runs a program of somebody else's, for a limited time. */
import { spawn, spawnSync } from 'node:child_process'

export interface Ran {
  readonly code: number | null
  readonly output: string
}

/** Ends after `seconds`, if need be by a signal. `code` is null then. */
export async function run(
  program: string,
  args: readonly string[],
  { input = '', seconds = 60 }: { input?: string; seconds?: number } = {},
): Promise<Ran> {
  const child = spawn(program, args, { timeout: seconds * 1000, killSignal: 'SIGKILL' })
  const said: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes))
  // One that has ended before it has read everything is no matter.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: Buffer.concat(said).toString() }))
  })
}

/** What a program says of its version; null where there is no such program. */
export function versionOf(program: string, args: readonly string[], pattern: RegExp): string | null {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? (pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown') : null
}
