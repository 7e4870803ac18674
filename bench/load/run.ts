import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Scripts } from '../servers/build.ts'
import type { Started } from '../servers/contestants.ts'
import type { Machine } from '../servers/machine.ts'
import type { LoadOptions, LoadResult, TurnsOptions } from './options.ts'

export type Load = Omit<LoadOptions, 'port' | 'serverPid'>
export type Turns = Omit<TurnsOptions, 'servers'>

/** Runs the generator against a started server, on its own core, and resolves with what it measured. */
export async function runLoad(server: Started, load: Load, scripts: Scripts, machine: Machine): Promise<LoadResult> {
  const options: LoadOptions = { ...load, ...addressOf(server) }
  return (await generate(scripts.load, options, [server], machine)) as LoadResult
}

/** The same against several that run at once, by turns: for each, in their order, what it measured in each turn. */
export async function runTurns(
  servers: readonly Started[],
  turns: Turns,
  scripts: Scripts,
  machine: Machine,
): Promise<LoadResult[][]> {
  const options: TurnsOptions = { ...turns, servers: servers.map(addressOf) }
  return (await generate(scripts.turns, options, servers, machine)) as LoadResult[][]
}

const addressOf = ({ ports, pid }: Started) => ({ port: ports.smtp, serverPid: pid })

async function generate(
  script: string,
  options: object,
  servers: readonly Started[],
  machine: Machine,
): Promise<unknown> {
  const [program, ...args] = machine.onGeneratorCore([process.execPath, script, JSON.stringify(options)])
  const generator = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): boolean => generator.kill('SIGKILL')
  process.once('exit', kill)
  try {
    const ended = Promise.all([text(generator.stdout), text(generator.stderr), once(generator, 'close')])
    const [output, errors, [code]] = await Promise.race([ended, ...servers.map(({ failed }) => failed)])
    if (code !== 0) throw new Error(`The generator gave up. It said:\n${errors}`)
    return JSON.parse(output)
  } finally {
    process.removeListener('exit', kill)
    kill()
  }
}
