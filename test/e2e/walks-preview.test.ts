/** HTML as readers of the mail will see it, at any width and in any colours; and as a mail that means harm stays powerless. */
import type { FrameLocator } from 'playwright-core'
import { expect, test } from 'vitest'
import { aCanary } from './canary.ts'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import { code, newsletter } from './scenes/mails.ts'
import { portsOf } from './scenes/send.ts'

// The shop of these mails is a server on this machine.
const { visit } = withBrowser('--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests')
const viewport = { width: 1440, height: 900 }

const paperOf = (frame: FrameLocator) =>
  frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)

test.runIf(hasBrowser)('walk 4: the preview has any width, and its own colours', async () => {
  const sink = await aSink()
  await newsletter(portsOf(sink))
  const { page } = await visit(sink.url, { viewport, colorScheme: 'dark' })
  await page.getByRole('button', { name: 'Theme: System' }).click()
  await page.getByRole('button', { name: 'Theme: Light' }).waitFor()
  const surface = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await surface()
  await page.getByTestId('row').click()
  const shown = page.getByTestId('preview-frame')
  const frame = page.frameLocator('[data-testid=preview-frame]')
  await frame.getByRole('heading', { name: 'Autumn sale' }).waitFor()
  expect([await paperOf(frame), light]).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)'])
  await frame.getByAltText('Shop').evaluate((logo: HTMLImageElement) => logo.decode())
  await look(page, '04-preview')

  const width = async () => (await shown.boundingBox())?.width
  await page.getByRole('button', { name: '320 pixels wide' }).click()
  await page.keyboard.press('w')
  await page.getByText('375 px', { exact: true }).waitFor()
  expect([await width(), new URL(page.url()).searchParams.get('w')]).toEqual([375, '375'])
  await look(page, '04-preview-375')
  await page.reload()
  await frame.getByRole('heading', { name: 'Autumn sale' }).waitFor()
  expect(await width()).toBe(375)
  await page.getByRole('button', { name: 'Fit', exact: true }).click()

  const before = await shown.screenshot()
  await page.keyboard.press('d')
  await expect.poll(() => paperOf(frame), { timeout: 10_000 }).toBe('rgb(17, 17, 17)')
  expect(await surface()).toBe(light)
  await look(page, '04-preview-dark')
  await page.getByRole('button', { name: 'Forced inversion (approximate)' }).click()
  await page.getByText('approximate', { exact: true }).waitFor()
  await expect.poll(async () => (await shown.screenshot()).equals(before), { timeout: 10_000 }).toBe(false)
  expect(await frame.locator('html').evaluate((html) => getComputedStyle(html).filter)).toContain('invert')
  await look(page, '04-preview-inverted')
})

test.runIf(hasBrowser)(
  'walk 5: a hostile mail is inert, tells what it wanted, and may load what it is allowed',
  async () => {
    const shop = await aCanary()
    const sink = await aSink()
    await code(portsOf(sink))
    await newsletter(portsOf(sink), shop.url(''))
    const { page } = await visit(sink.url, { viewport })
    await page.getByTestId('row').filter({ hasText: 'Autumn sale' }).click()
    const frame = page.frameLocator('[data-testid=preview-frame]')
    await frame.getByRole('heading', { name: 'Autumn sale' }).waitFor()
    const status = page.locator('.preview-status')
    for (const words of ['1 script removed', '1 form disabled', '1 remote image blocked', '1 inline image']) {
      await status.getByText(words, { exact: true }).waitFor()
    }
    expect(await page.title()).toContain('Autumn sale')
    expect(await frame.locator('html').evaluate(() => document.title)).not.toBe('owned')
    expect(shop.connections()).toBe(0)
    await look(page, '05-hostile')

    const [opened] = await Promise.all([page.context().waitForEvent('page'), frame.getByText('Shop now').click()])
    await opened.waitForLoadState()
    expect(opened.url()).toBe(shop.url('shop'))
    expect(await opened.evaluate(() => window.opener === null)).toBe(true)
    expect(page.context().pages()).toHaveLength(2)
    await opened.close()
    await frame.getByRole('heading', { name: 'Autumn sale' }).waitFor()

    const asked = shop.asked.length
    await page.getByRole('button', { name: '1 remote blocked' }).click()
    await page.getByRole('group', { name: 'Remote content' }).getByText('1×1').waitFor()
    await look(page, '05-remote')
    await page.getByRole('button', { name: 'Load once' }).click()
    await page.getByRole('button', { name: '1 remote loaded' }).waitFor()
    await expect.poll(() => shop.asked.length, { timeout: 10_000 }).toBeGreaterThan(asked)
    await frame.getByRole('heading', { name: 'Autumn sale' }).click()
    await page.keyboard.press('j')
    await page.getByTestId('pane').getByRole('heading', { name: 'Your verification code is 482913' }).waitFor()
    await frame.getByText('Almost there').waitFor()
    const [pixel, ...more] = shop.asked.slice(asked)
    expect([pixel?.name, pixel?.headers['referer'], more]).toEqual(['pixel.gif', undefined, []])
  },
)
