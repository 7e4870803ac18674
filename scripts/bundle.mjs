/**
 * Bundles the JavaScript of dist/, the pages apart: the program and `mailsink`, which run in Node and carry their packages,
 * and the client with the adapters for test runners, which carry nothing and, but for the adapters, run anywhere.
 *
 * A class must be the same one in both, or `error instanceof MailTimeoutError` would hang on where the error was made. So the
 * server bundle holds no code of the client: what it imports of it becomes an entry of the client's bundle (`client-<file>.js`),
 * and esbuild's splitting sees to it that the entries there share their modules.
 */
import { relative, resolve } from 'node:path'
import { build } from 'esbuild'

const ROOT = resolve(import.meta.dirname, '..')

/** The entries of the client's bundle that are published, by their name in dist/. */
const CLIENT = {
  client: 'client/main.ts',
  vitest: 'client/runners/vitest.ts',
  jest: 'client/runners/jest.ts',
  playwright: 'client/runners/playwright.ts',
  'node-test': 'client/runners/node-test.ts',
}

/** What of ours exists once for both bundles: the client, and the errors that both throw. */
const SHARED = /^(client\/.*|criteria\/error)\.ts$/

/** Writes both bundles. @returns {Promise<{ outputs: string[], inputs: string[] }>} Paths below the root. */
export async function bundle() {
  /** @type {Record<string, string>} */
  const shared = {}
  const server = await build({
    ...common,
    entryPoints: {
      main: 'server/main.ts',
      mailsink: 'server/mailsink.ts',
      'mail-worker': 'server/mail/worker.ts',
      // The pool of the mail room starts its threads from a file of this name beside its own.
      worker: 'node_modules/piscina/dist/worker.js',
    },
    platform: 'node',
    // A native module that piscina tries for a niceness nobody sets here.
    external: ['@napi-rs/nice'],
    // What CommonJS packages take for granted.
    banner: {
      js: `import { createRequire as mailsinkRequire } from 'node:module'
const require = mailsinkRequire(import.meta.url)
const __dirname = import.meta.dirname
const __filename = import.meta.filename`,
    },
    plugins: [lazyPackages, leftToClient(shared)],
  })
  const client = await build({
    ...common,
    entryPoints: { ...CLIENT, ...shared },
    platform: 'neutral',
    // Whoever asks for an adapter has its runner. Nothing else may come from outside.
    external: ['vitest', '@jest/globals', '@playwright/test', 'node:assert'],
    plugins: [leftToServer],
  })
  // Most tests for Jest are CommonJS, and before Node 24.9 Jest cannot require a module.
  const jest = await build({
    ...common,
    entryPoints: { jest: CLIENT.jest },
    format: 'cjs',
    splitting: false,
    outExtension: { '.js': '.cjs' },
    platform: 'neutral',
    external: ['@jest/globals'],
    define: { 'import.meta.url': 'mailsinkUrl' },
    banner: { js: "const mailsinkUrl = require('node:url').pathToFileURL(__filename).href" },
    plugins: [leftToServer],
  })
  const all = [server.metafile, client.metafile, jest.metafile]
  return {
    outputs: all.flatMap(({ outputs }) => Object.keys(outputs)),
    inputs: all.flatMap(({ inputs }) => Object.keys(inputs)),
  }
}

const common = /** @type {const} @satisfies {import('esbuild').BuildOptions} */ ({
  absWorkingDir: ROOT,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node20.19',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
})

/**
 * In the server's bundle: leaves shared modules outside, and writes down in `entries` which they are.
 * @param {Record<string, string>} entries @returns {import('esbuild').Plugin}
 */
const leftToClient = (entries) => ({
  name: 'left-to-client',
  setup(bundler) {
    bundler.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
      const file = relative(ROOT, resolve(resolveDir, path))
      if (!SHARED.test(file)) return null
      const known = Object.entries(CLIENT).find(([, source]) => source === file)?.[0]
      const name = known ?? file.replace(/\.ts$/, '').replaceAll('/', '-')
      if (known === undefined) entries[name] = file
      return { path: `./${name}.js`, external: true }
    })
  },
})

/** In the client's bundle: an adapter that starts a sink of its own loads `mailsink` then, and not before. @type {import('esbuild').Plugin} */
const leftToServer = {
  name: 'left-to-server',
  setup(bundler) {
    bundler.onResolve({ filter: /\/server\/mailsink\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './mailsink.js', external: true } : null,
    )
  },
}

/**
 * A CommonJS package that is imported lazily has no named exports once it is a chunk of its own. So a module is put before
 * it that exports the names that Node finds there.
 * @type {import('esbuild').Plugin}
 */
const lazyPackages = {
  name: 'lazy-packages',
  setup(bundler) {
    bundler.onResolve({ filter: /^[@a-z]/ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !path.startsWith('node:') ? { path, namespace: 'lazy' } : null,
    )
    bundler.onLoad({ filter: /./, namespace: 'lazy' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^\w+$/.test(name))
      return { contents: `export { ${names.join(', ')} } from '${path}'`, resolveDir: ROOT }
    })
  },
}
