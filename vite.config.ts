import { defineConfig, type Plugin } from 'vite'

/** Vite would bring a kilobyte that fetches the styles of what is imported late; those come with ui/shell/late-styles.ts. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => 'export const __vitePreload = (load) => load()',
  },
}

/** The pages: `ui/` becomes `dist/ui/`, with relative addresses only, so that any base path will do. */
export default defineConfig({
  root: 'ui',
  base: './',
  plugins: [plainImports],
  // Whatever NODE_ENV says (a test sets it): a development build would write the paths of the sources into the page.
  // h() with its children as arguments is a kilobyte smaller than jsx() with `children` spelled out a thousand times.
  oxc: {
    jsx: { runtime: 'classic', pragma: '_h', pragmaFrag: '_Fragment', development: false },
    jsxInject: `import { h as _h, Fragment as _Fragment } from 'preact'`,
  },
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
      // Words are exported one by one; most are said in one place, and stand there then.
      optimization: { inlineConst: { mode: 'all' } },
      output: {
        codeSplitting: {
          // A piece takes only what is its own: what a page needs at once is in the first.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'core', tags: ['$initial'], priority: 1 },
            // What is loaded late comes in one piece instead of eighty, each of which would be compressed, and asked for, alone.
            { name: 'late', test: /\/(ui|client|node_modules)\// },
          ],
        },
      },
    },
  },
})
