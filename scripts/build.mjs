/**
 * Builds dist/: `server` (dist/*.js, with the client and the adapters for test runners), `ui` (dist/ui), `types`
 * (dist/declarations).
 *
 *     node scripts/build.mjs                     everything
 *     node scripts/build.mjs --stale server ui   what of these is older than its sources
 *
 * Plain JavaScript, so that `npm start` needs nothing between it and Node.
 */
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { notices } from './notices.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')

/** What is built, from which sources, and the file whose age tells when it was built last. */
const PARTS = {
  server: { make: buildServer, sources: ['server', 'client', 'criteria', 'contract'], stamp: 'dist/main.js' },
  ui: {
    make: buildUi,
    sources: ['ui', 'client', 'criteria', 'contract', 'vite.config.ts'],
    stamp: 'dist/ui/index.html',
  },
  types: {
    make: buildTypes,
    sources: ['server', 'client', 'criteria', 'contract'],
    stamp: 'dist/declarations/server/mailsink.d.ts',
  },
}

/** @param {readonly string[]} wanted Names of parts; none for all of them. @param {{ stale: boolean }} options */
export async function build(wanted, { stale }) {
  const parts = Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name))
  for (const [name, { make, sources, stamp }] of parts) {
    if (stale && (await isFresh(stamp, sources))) continue
    const started = Date.now()
    await make()
    process.stderr.write(`built ${name} in ${Date.now() - started} ms\n`)
  }
}

async function buildServer() {
  const { bundle } = await import('./bundle.mjs')
  const { outputs, inputs } = await bundle()
  const made = new Set(outputs.map((path) => join(ROOT, path)))
  const old = (await readdir(DIST)).filter((name) => /\.c?js$/.test(name)).map((name) => join(DIST, name))
  await Promise.all(old.filter((path) => !made.has(path)).map((path) => rm(path)))
  await chmod(join(DIST, 'main.js'), 0o755)
  await keepNotices('server', inputs)
}

async function buildUi() {
  const { build: bundle } = await import('vite')
  /** @type {Set<string>} */
  const modules = new Set()
  const collect = {
    name: 'mailsink-notices',
    /** @param {{ id: string }} module */
    moduleParsed: ({ id }) => void modules.add(id),
  }
  await bundle({
    configFile: join(ROOT, 'vite.config.ts'),
    root: join(ROOT, 'ui'),
    logLevel: 'warn',
    plugins: [collect],
  })
  await keepNotices('ui', [...modules])
}

/** The licences of both bundles stand in one file; each build replaces its half. @param {string} half @param {string[]} modules */
async function keepNotices(half, modules) {
  const halves = join(DIST, 'notices')
  await mkdir(halves, { recursive: true })
  await writeFile(join(halves, `${half}.json`), JSON.stringify(await notices(ROOT, modules)))
  const files = await readdir(halves)
  const texts = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(halves, file), 'utf8'))))
  const all = [...new Set(texts.flat().map(String))].toSorted((a, b) => a.localeCompare(b, 'en'))
  const head = 'mailsink carries these packages. Each comes with its own licence.'
  await writeFile(join(DIST, 'THIRD-PARTY-NOTICES'), [head, ...all].join(`\n\n${'-'.repeat(80)}\n\n`))
}

async function buildTypes() {
  /** @param {...string} args */
  const node = (...args) => execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  node(join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'client/runners')
  node('--import', 'tsx', join(ROOT, 'scripts/plain-types.ts'))
}

/** @param {string} stamp @param {readonly string[]} sources */
async function isFresh(stamp, sources) {
  const built = await stat(join(ROOT, stamp)).catch(() => null)
  if (!built) return false
  const ages = await Promise.all([...sources, 'scripts', 'package-lock.json'].map((path) => newest(join(ROOT, path))))
  return Math.max(...ages) < built.mtimeMs
}

/** The time of the last change in a folder, removals included. @param {string} path @returns {Promise<number>} */
async function newest(path) {
  const { mtimeMs } = await stat(path)
  const isFolder = await readdir(path).catch(() => null)
  const inside = await Promise.all((isFolder ?? []).map((name) => newest(join(path, name))))
  return Math.max(mtimeMs, ...inside)
}

if (process.argv[1] === import.meta.filename) {
  const words = process.argv.slice(2)
  await mkdir(DIST, { recursive: true })
  await build(
    words.filter((word) => !word.startsWith('--')),
    { stale: words.includes('--stale') },
  )
}
