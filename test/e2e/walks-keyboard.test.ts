/** Walk 12: nothing needs a mouse, every step shows where one is, and single keys can be switched off. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, speak, withBrowser } from './house.ts'
import { look } from './look.ts'
import * as mails from './scenes/mails.ts'
import { portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme'] ?? null)
const selected = (page: Page) => page.locator('.row[aria-selected=true] .what').allTextContents()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

/** Presses keys; behind each one somebody who looks can tell where the focus is. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await expect.poll(() => focusOf(page), { message: `the focus after ${key}` }).toMatchObject({ seen: true })
  }
}

/** What has the focus, and whether it, what it stands for, or what is around it is outlined or shaded. */
function focusOf(page: Page): Promise<{ what: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { what: 'nothing', seen: false }
    const stands = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
    const around = [stands, element, element.parentElement]
    const seen = around.some((one) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth, boxShadow, caretColor } = getComputedStyle(one)
      if (one === element && element.matches('input[type=text]')) return caretColor !== 'transparent'
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
    })
    return { what: `${element.tagName}.${element.className}#${element.id}`, seen }
  })
}

test.runIf(hasBrowser)(
  'walk 12: from the list to a mail, its sides, a search, a comparison, the palette and the keys, every step seen',
  async () => {
    const sink = await aSink()
    const ports = portsOf(sink)
    await mails.code(ports)
    await mails.invitation(ports)
    await mails.nested(ports)
    const { page, complaints } = await visit(sink.url)
    await expect.poll(() => page.getByTestId('row').count()).toBe(3)

    await press(page, 'j', 'j')
    await heading(page, 'Invitation: Review of the design').waitFor()
    await press(page, 'Enter')
    await expect.poll(async () => (await focusOf(page)).what).toContain('tab-panel')
    await press(page, '5')
    await page.getByRole('tree').waitFor()
    await look(page, '12-keyboard-mime')
    await press(page, ']')
    await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toContain('Files')
    await press(page, 'Escape')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/messages')

    await press(page, '/')
    await page.keyboard.type('code')
    await press(page, 'Enter')
    await expect.poll(() => page.getByTestId('row').count()).toBe(1)
    await expect.poll(async () => (await focusOf(page)).what).toContain('rows')
    await look(page, '12-keyboard-search')
    await press(page, '/', 'Backspace', 'Enter')
    await expect.poll(() => page.getByTestId('row').count()).toBe(3)

    await press(page, 'Home', 'x', 'j', 'x')
    await expect.poll(() => selected(page)).toEqual(['Nested parts', 'Invitation: Review of the design'])
    await press(page, '=')
    await page.getByTestId('diff').waitFor()
    await look(page, '12-keyboard-compare')
    await press(page, 'Escape')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/messages/)

    await press(page, 'Control+k')
    const palette = page.getByTestId('palette')
    await palette.getByRole('combobox').waitFor()
    // Whoever finds a command by its name learns its key.
    await expect.poll(() => palette.getByRole('option').locator('kbd').count()).toBeGreaterThan(10)
    await page.keyboard.type('dark')
    await look(page, '12-keyboard-palette')
    await page.keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
    await expect.poll(() => theme(page)).toBe('dark')
    await press(page, '?')
    await page.getByTestId('keys').getByText('Next in the list').waitFor()
    await look(page, '12-keyboard-keys')
    await press(page, 'Escape')
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)(
  'walk 12: with single keys off, letters do nothing anywhere, and the palette and the arrows still work',
  async () => {
    const sink = await aSink()
    await send(sink.smtpPort, { subject: 'one' })
    await send(sink.smtpPort, { subject: 'two' })
    const { page } = await visit(sink.url)
    await expect.poll(() => page.getByTestId('row').count()).toBe(2)
    await press(page, 'Control+k')
    await page.getByTestId('palette').getByRole('combobox').waitFor()
    await page.keyboard.type('settings keyboard')
    await page.keyboard.press('Enter')
    await page.waitForURL(/settings\/keyboard/)
    const single = page.getByRole('switch', { name: 'Single keys' })
    await tabTo(page, 'Single keys')
    await page.keyboard.press('Space')
    expect(await single.isChecked()).toBe(false)
    await look(page, '12-keyboard-off')

    await page.goto(sink.url)
    await expect.poll(() => page.getByTestId('row').count()).toBe(2)
    for (const key of ['j', 't', '?', '/', 'Shift+j', '#']) await page.keyboard.press(key)
    expect([await page.locator('.row[aria-current]').count(), await theme(page)]).toEqual([0, null])
    expect(await page.getByRole('dialog').count()).toBe(0)
    await tabTo(page, 'Messages, and attempts that delivered nothing')
    await page.keyboard.press('ArrowDown')
    await heading(page, 'two').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette').waitFor()
  },
)

test.runIf(hasBrowser)(
  'a whole day without a mouse: reading, searching, deleting, undoing, comparing, following, choosing',
  async () => {
    const sink = await aSink()
    const ports = portsOf(sink)
    await mails.code(ports)
    await mails.code(ports)
    await mails.invitation(ports)
    const { page, complaints } = await visit(sink.url, { permissions: ['clipboard-read', 'clipboard-write'] })
    await expect.poll(() => page.getByTestId('row').count()).toBe(3)
    const rows = page.getByTestId('row')

    // A code out of a mail.
    await press(page, '/')
    await page.keyboard.type('subject:verification')
    await press(page, 'Enter')
    await expect.poll(() => rows.count()).toBe(2)
    await expect.poll(async () => (await focusOf(page)).what).toContain('rows')
    await press(page, 'j')
    await heading(page, 'Your verification code is 482913').waitFor()
    await press(page, 'c')
    await page.getByTestId('toast').getByText('Code copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('482913')

    // Deleting, and taking it back by the notice rather than by its key.
    await press(page, 'Delete')
    await expect.poll(() => rows.count()).toBe(1)
    await tabTo(page, 'Undo')
    await page.keyboard.press('Enter')
    await expect.poll(() => rows.count()).toBe(2)

    // Comparing all that were found.
    await tabTo(page, 'Messages, and attempts that delivered nothing')
    await press(page, 'Control+a', '=')
    await page.getByTestId('diff').waitFor()
    await tabTo(page, 'Headers')
    await press(page, 'ArrowRight')
    await page.waitForURL(/compare\/\w+\/\w+\/text/)
    await page.getByText('Both sides are the same.').waitFor()

    // A session in progress.
    await page.keyboard.press('g')
    await press(page, 's')
    await page.waitForURL(/\/sessions/)
    const socket = await speak(sink.smtpPort, ['EHLO typed.test'])
    await expect.poll(() => rows.first().getAttribute('data-outcome')).toBe('open')
    await press(page, 'j', 'Enter')
    await page.getByTestId('event').getByText('EHLO typed.test').waitFor()
    socket.write('NOOP\r\n')
    await page.getByTestId('event').getByText('NOOP').first().waitFor()
    await press(page, '2')
    await page.getByRole('tab', { name: 'Raw', selected: true }).waitFor()
    await press(page, '1', 'f')
    socket.end('QUIT\r\n')
    await page.locator('.verdict:not([data-outcome=open])').waitFor()
    await look(page, '12-day-session')

    // The settings: another theme by arrows, seen at once.
    await page.keyboard.press('g')
    await press(page, ',')
    await page.waitForURL(/\/settings/)
    await tabTo(page, 'As the system')
    await press(page, 'ArrowRight', 'ArrowRight')
    await expect.poll(() => theme(page)).toBe('dark')
    await look(page, '12-day-settings')
    expect(complaints).toEqual([])
  },
)

/** Goes on with Tab until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document
      const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : []
      const named = activeElement?.getAttribute('aria-label') ?? labels[0]?.innerText
      return (named ?? activeElement?.textContent ?? '').trim()
    })
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    if ((await focused()).startsWith(name)) return
  }
  throw new Error(`Tab does not lead to "${name}".`)
}
