import { defineConfig } from 'vite'

/** What is loaded late comes in a few pieces instead of eighty, each of which would be compressed, and asked for, alone. */
const LATE = [
  { name: 'styles', test: /\/ui\/style\/late\./ },
  { name: 'session', test: /\/ui\/(session\/|state\/session\/|strings\/session\.)/ },
  { name: 'tools', test: /\/ui\/(compare|palette|settings|setup)\/|\/node_modules\/diff\// },
  { name: 'reading', test: /\/(ui|client|node_modules)\// },
]

/** The pages: `ui/` becomes `dist/ui/`, with relative addresses only, so that any base path will do. */
export default defineConfig({
  root: 'ui',
  base: './',
  // Whatever NODE_ENV says (a test sets it): a development build would write the paths of the sources into the page.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    // Where light-dark() is known, so that each colour is written once for both themes.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Data URLs would need more than default-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A piece takes only what is its own: what a page needs at once is in the first.
          includeDependenciesRecursively: false,
          groups: [{ name: 'core', tags: ['$initial'], priority: 1 }, ...LATE],
        },
      },
    },
  },
})
