/** Walk 16: what is left to read, out of what there is, without anything going from under the reader. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()

const row = (page: Page, text: string) => page.getByTestId('row').filter({ hasText: text })
const toggle = (page: Page) => page.getByRole('button', { name: /^\d+ unread$/ })
const subjects = (page: Page) => page.locator('[data-testid=row] .what').allTextContents()

test.runIf(hasBrowser)(
  'walk 16: only what is unread is listed, the mail that is read stays until the next, and the way back is in words',
  async () => {
    const sink = await aSink()
    for (const subject of ['one', 'two', 'three', 'four']) await send(sink.smtpPort, { subject })
    const { page, complaints } = await visit(sink.url)
    await row(page, 'three').click()
    await expect.poll(() => toggle(page).innerText()).toBe('3 unread')
    await page.keyboard.press('Escape')
    await toggle(page).focus()
    await page.keyboard.press('Enter')
    expect(await toggle(page).getAttribute('aria-pressed')).toBe('true')
    expect(await subjects(page)).toEqual(['four', 'two', 'one'])
    expect(new URL(page.url()).searchParams.get('only')).toBe('unread')
    await look(page, '16-unread')

    // Read, it stays where it is; the next one takes its place.
    await row(page, 'two').click()
    await expect.poll(() => toggle(page).innerText()).toBe('2 unread')
    expect(await subjects(page)).toEqual(['four', 'two', 'one'])
    await row(page, 'one').click()
    await expect.poll(() => toggle(page).innerText()).toBe('1 unread')
    expect(await subjects(page)).toEqual(['four', 'one'])

    // A search keeps it, and so does the address.
    await page.getByTestId('search').fill('subject:(one OR two OR four)')
    await page.keyboard.press('Enter')
    await page.getByText('3 of 4 messages match').waitFor()
    await page.reload()
    await expect.poll(() => subjects(page)).toEqual(['four', 'one'])
    await page.getByTestId('search').fill('subject:(two OR three)')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    const empty = page.getByTestId('empty')
    await empty.getByText('0 of 2 messages are unread').waitFor()
    await look(page, '16-unread-none')
    await empty.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => subjects(page)).toEqual(['three', 'two'])
    expect(await toggle(page).count()).toBe(0)

    await page.goto(`${sink.url}messages?only=unread`)
    expect(await rows(page, 1)).toEqual([expect.stringContaining('four')])
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('the address that mail is sent to is copied from the bar', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url, { permissions: ['clipboard-read', 'clipboard-write'] })
  const chip = page.getByRole('button', { name: `Copy 127.0.0.1:${sink.smtpPort}, where mail is sent to` })
  expect(await chip.innerText()).toBe(`:${sink.smtpPort}`)
  await chip.click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`127.0.0.1:${sink.smtpPort}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => page.locator('.port').isVisible()).toBe(false)
})
