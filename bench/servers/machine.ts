import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { cpus, loadavg, platform, release } from 'node:os'
import { delimiter, join } from 'node:path'

/** What the bench found on this machine. */
export interface Machine {
  /** Puts a server on the first core and the generator on the second; both unchanged where that is not possible. */
  onServerCore(argv: string[]): string[]
  onGeneratorCore(argv: string[]): string[]
  /** Lines for the top of every report. */
  described: string[]
}

export function lookAtMachine(): Machine {
  const pinned = ['0', '1'].every((core) => spawnSync('taskset', ['-c', core, 'true']).status === 0)
  const cores = cpus()
  return {
    onServerCore: (argv) => (pinned ? ['taskset', '-c', '0', ...argv] : argv),
    onGeneratorCore: (argv) => (pinned ? ['taskset', '-c', '1', ...argv] : argv),
    described: [
      `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${platform()} ${release()}, ` +
        `${cores.length} x ${cores[0]?.model.trim() ?? 'unknown CPU'}`,
      pinned
        ? 'The server is pinned to core 0, the generator to core 1 (taskset).'
        : 'Server and generator share the cores: no taskset here, or only one core.',
      `Load average at the start: ${loadavg()[0]!.toFixed(2)}. Near 0 nothing else ran; above 1 the rates are noisy.`,
    ],
  }
}

/** The full path of a program in PATH or in /usr/sbin, where Debian puts Postfix's; null if there is none. */
export function findProgram(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // Not in this folder.
    }
  }
  return null
}
