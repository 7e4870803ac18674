import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Scripts } from '../servers/build.ts'
import type { Started } from '../servers/contestants.ts'
import type { Machine } from '../servers/machine.ts'
import type { LoadOptions, LoadResult } from './options.ts'

export type Load = Omit<LoadOptions, 'port' | 'serverPid'>

/** Runs the generator against a started server, on its own core, and resolves with what it measured. */
export async function runLoad(server: Started, load: Load, scripts: Scripts, machine: Machine): Promise<LoadResult> {
  const options: LoadOptions = {
    ...load,
    port: server.ports.smtp,
    serverPid: server.pid,
  }
  const [program, ...args] = machine.onGeneratorCore([process.execPath, scripts.load, JSON.stringify(options)])
  const generator = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): boolean => generator.kill('SIGKILL')
  process.once('exit', kill)
  try {
    const ended = Promise.all([text(generator.stdout), text(generator.stderr), once(generator, 'close')])
    const [output, errors, [code]] = await Promise.race([ended, server.failed])
    if (code !== 0) throw new Error(`The generator gave up. It said:\n${errors}`)
    const result: LoadResult = JSON.parse(output)
    return result
  } finally {
    process.removeListener('exit', kill)
    kill()
  }
}
