import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const DIST = join(import.meta.dirname, '../../dist/ui')

/** What the browser loads before anything is seen, by its kind. Built by the setup of the tests. */
async function assets(kind: string): Promise<Buffer[]> {
  const names = await readdir(join(DIST, 'assets'))
  return Promise.all(names.filter((name) => name.endsWith(kind)).map((name) => readFile(join(DIST, 'assets', name))))
}

const zipped = (files: readonly Buffer[]) => files.reduce((sum, file) => sum + gzipSync(file).length, 0)

test('the page stays small', async () => {
  expect(zipped(await assets('.js'))).toBeLessThan(45_000)
  expect(zipped(await assets('.css'))).toBeLessThan(10_000)
})

test('the page knows nothing of the machine that built it, and brings no schemas along', async () => {
  const code = Buffer.concat(await assets('.js')).toString()
  expect(code).not.toContain(join(import.meta.dirname, '../..'))
  expect(code).not.toMatch(/additionalProperties|jsxDEV/)
})

test('the page holds no inline script and no inline style', async () => {
  const html = await readFile(join(DIST, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
})
