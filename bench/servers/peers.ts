import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../peers', import.meta.url))

/**
 * The path of MailDev's program, installed on first use; null, said on stderr, when it cannot be installed.
 * Its scripts are not run: it needs none.
 */
export function findMaildev(): string | null {
  const program = join(folder, 'node_modules/maildev/dist/bin/maildev.js')
  if (existsSync(program)) return program
  console.error('bench/peers/node_modules is missing: running npm ci --prefix bench/peers --ignore-scripts')
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2] })
  return status === 0 && existsSync(program) ? program : null
}
