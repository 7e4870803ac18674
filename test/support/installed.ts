/** The package as somebody has it who installs it: packed, and put into an empty folder without the network. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const execute = promisify(execFile)

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Installed extends AsyncDisposable {
  readonly folder: string
  /** Runs a program in the folder; rejects when it fails. */
  run(program: string, ...args: readonly string[]): Promise<Ran>
  /** Runs it with more in its environment, and tells how it ended. */
  tried(env: NodeJS.ProcessEnv, program: string, ...args: readonly string[]): Promise<Ran>
  write(path: string, text: string): Promise<void>
}

/**
 * Installs the package into an empty project. `packages` are linked from this repository's node_modules, as if they had been
 * installed beside it; `manifest` is added to the project's package.json.
 */
export async function install(packages: readonly string[] = [], manifest: object = {}): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'mailsink-package-'))
  // What dist/ holds was built before the tests; packing builds no second time.
  const packed = await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT })
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? ''
  const installed = installedIn(folder)
  await installed.write(
    'package.json',
    JSON.stringify({ name: 'consumer', private: true, type: 'module', ...manifest }),
  )
  await installed.run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`)
  for (const name of packages) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), link)
  }
  return installed
}

function installedIn(folder: string): Installed {
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
  return {
    folder,
    run: async (program, ...args) => ({ code: 0, ...(await execute(program, args, options)) }),
    async tried(env, program, ...args) {
      // What tells a program that it runs within Vitest is not true of this one.
      const {
        VITEST: _,
        VITEST_MODE: _mode,
        VITEST_POOL_ID: _pool,
        VITEST_WORKER_ID: _worker,
        NODE_ENV: _env,
        // With it runners write no new snapshots, and these projects begin without any.
        CI: _ci,
        ...mine
      } = process.env
      try {
        return { code: 0, ...(await execute(program, args, { ...options, env: { ...mine, ...env } })) }
      } catch (error) {
        const { code, stdout, stderr } = error as { code?: unknown; stdout: string; stderr: string }
        if (typeof code !== 'number') throw error
        return { code, stdout, stderr }
      }
    },
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
