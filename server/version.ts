import { readFileSync } from 'node:fs'

/** The version in package.json, which lies one folder up from here and from the built files in dist/ alike. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file
  return (JSON.parse(text) as { version: string }).version
}
