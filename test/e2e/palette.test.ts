import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, withBrowser } from './house.ts'

const { visit } = withBrowser()
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 100)).join(' | ')))`,
  )
}

const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme'] ?? null)

test.runIf(hasBrowser)('the palette finds settings, commands and mails, and gives the focus back', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Reset your password' })
  await send(sink.smtpPort, { subject: 'Welcome' })
  const { page, complaints } = await visit(sink.url)
  await rows(page, 2)
  const palette = page.getByTestId('palette')
  const find = async (text: string) => {
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').waitFor()
    await page.keyboard.type(text)
    await palette.getByRole('option', { selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
  }
  await find('dark')
  await expect.poll(() => theme(page)).toBe('dark')
  await find('reset pass')
  await expect.poll(() => page.url()).toContain('/messages/')
  await find('settings')
  await expect.poll(() => page.url()).toContain('/settings/')

  const theField = page.getByTestId('search')
  await theField.focus()
  await page.keyboard.press('Control+k')
  await palette.waitFor()
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
  expect(await theField.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('the sheet of keys switches single keys off, and the palette still opens', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, {})
  const { page } = await visit(sink.url)
  await rows(page, 1)
  await page.keyboard.press('?')
  const sheet = page.getByTestId('keys')
  await sheet.getByText('Next in the list').waitFor()
  expect(await violations(page)).toEqual([])
  // In a dialog the keys of the page do not count.
  await page.keyboard.press('t')
  expect(await theme(page)).toBeNull()
  await sheet.getByRole('switch', { name: 'Single keys' }).click()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('t')
  expect(await theme(page)).toBeNull()
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').waitFor()
  expect(await violations(page)).toEqual([])
})

test.runIf(hasBrowser)('settings are applied at once and kept: the zone changes every time, tooltips too', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, {})
  const { page } = await visit(`${sink.url}settings/time`, { timezoneId: 'Asia/Kathmandu' })
  await page.getByRole('radio', { name: /^UTC/ }).check()
  await page.getByTestId('nav-messages').click()
  await rows(page, 1)
  const time = page.locator('.row time').first()
  const iso = (await time.getAttribute('datetime')) ?? ''
  expect(await time.textContent()).toContain(iso.slice(11, 19))
  expect(await time.getAttribute('title')).toContain(`${iso.slice(0, 10)} ${iso.slice(11, 23)} UTC`)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.runIf(hasBrowser)(
    `axe finds nothing in the settings in the ${colorScheme} theme, and they fit 320 pixels`,
    async () => {
      const sink = await aSink()
      const { page } = await visit(sink.url, { colorScheme, viewport: { width: 320, height: 800 } })
      for (const section of ['appearance', 'keyboard', 'time', 'preview', 'storage', 'about']) {
        await page.goto(`${sink.url}settings/${section}`)
        await page.locator('.settings-body h2').waitFor()
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        expect({ section, wide, violations: await violations(page) }).toEqual({ section, wide: false, violations: [] })
      }
    },
  )
}
