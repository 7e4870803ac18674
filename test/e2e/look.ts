/** What is held against every view: no finding of axe, nothing that scrolls sideways; and a picture, where one is asked for. */
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds against WCAG 2.2 AA. The script goes in by the debugger: the page's policy would refuse it. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ${JSON.stringify(TAGS)}, iframes: false }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  )
}

/** With SCREENSHOTS=/some/folder a picture of the view is put there. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `ui-${name}.png`) })
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect({ name, wide, violations: await violations(page) }).toEqual({ name, wide: false, violations: [] })
}
