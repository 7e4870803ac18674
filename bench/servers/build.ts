import { buildSync } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Paths of the scripts that run as processes of their own. */
export interface Scripts {
  bare: string
  load: string
  turns: string
  memoryHook: string
}

const bench = fileURLToPath(new URL('..', import.meta.url))

/**
 * Compiles the children to plain JavaScript: through a loader they would start later, use more memory, and the numbers
 * would be the loader's. Inside node_modules, because nothing there is committed and `smtp-server` is found from there.
 */
export function buildScripts(): Scripts {
  const folder = join(bench, '..', 'node_modules', '.cache', 'mailsink-bench')
  const entries = {
    bare: 'servers/bare.ts',
    load: 'load/main.ts',
    turns: 'load/turns.ts',
    memoryHook: 'servers/memory-hook.ts',
  }
  buildSync({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(bench, file)])),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  })
  const script = (name: keyof typeof entries): string => join(folder, `${name}.mjs`)
  return { bare: script('bare'), load: script('load'), turns: script('turns'), memoryHook: script('memoryHook') }
}
