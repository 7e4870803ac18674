/** Which Chromium the browser tests drive, how it is started, and why there is none. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Quiet, and the same everywhere: a browser that asks nobody for anything by itself. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium; null when there is none. `CHROMIUM` names one and beats all others. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env['CHROMIUM']) return isExecutable(env['CHROMIUM']) ? env['CHROMIUM'] : null
  const folders = (env['PATH'] ?? '').split(delimiter)
  const candidates = [
    ...NAMES.map((name) => `/usr/bin/${name}`),
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ]
  return candidates.find(isExecutable) ?? null
}

/** Installs one where that is possible without asking: as root, on Debian. Gives why not, or null when it is there. */
export function installChromium(): string | null {
  if (process.getuid?.() !== 0) return 'this is not root, so it cannot be installed here'
  if (!isExecutable('/usr/bin/apt-get')) return 'there is no apt-get to install it with'
  try {
    process.stdout.write('Installing Chromium for the browser tests …\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return findChromium() ? null : 'apt-get installed it, but it is not where it should be'
  } catch (error) {
    return `apt-get failed: ${error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error)}`
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
