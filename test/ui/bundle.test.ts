import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

// Built by the setup of the tests.
const DIST = join(import.meta.dirname, '../../dist/ui')
const html = await readFile(join(DIST, 'index.html'), 'utf8')
const names = (await readdir(join(DIST, 'assets'))).map((name) => `assets/${name}`)

/** What the page asks for at once, before anything is seen: the files that index.html names. */
const first = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].flatMap(([, name]) => name ?? [])
const late = names.filter((name) => !first.includes(name))

async function zipped(files: readonly string[], kind: '.js' | '.css'): Promise<number> {
  const those = await Promise.all(files.filter((name) => name.endsWith(kind)).map((name) => readFile(join(DIST, name))))
  expect(those).not.toHaveLength(0)
  return those.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0)
}

test('the page stays small', async () => {
  expect(await zipped(first, '.js')).toBeLessThanOrEqual(45_000)
  expect(await zipped(first, '.css')).toBeLessThanOrEqual(10_000)
})

test('what comes late stays small, all of it together', async () => {
  expect(await zipped(late, '.js')).toBeLessThanOrEqual(80_000)
  expect(await zipped(late, '.css')).toBeLessThanOrEqual(10_000)
})

test('the page knows nothing of the machine that built it, and brings no schemas along', async () => {
  const scripts = names.filter((name) => name.endsWith('.js'))
  const code = Buffer.concat(await Promise.all(scripts.map((name) => readFile(join(DIST, name))))).toString()
  expect(code).not.toContain(join(import.meta.dirname, '../..'))
  expect(code).not.toMatch(/additionalProperties|jsxDEV/)
})

test('the page holds no inline script and no inline style', () => {
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
})
