/** The preview of a mail: any width, any colours, and nothing of a hostile mail gets through. */
import type { FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, newest, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const GERMAN = { 'Content-Language': 'de' }
const GIF = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAAC', 'base64')

const NEWSLETTER = `<!doctype html><meta name="color-scheme" content="light dark">
  <meta http-equiv="refresh" content="0;url=http://evil.test/">
  <style>body { background: #f4f4f4 } @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }</style>
  <script>document.title = 'taken'; parent.document.title = 'taken'</script>
  <h1>Autumn sale</h1><img src="cid:logo@shop" alt="Logo"><img src="http://tracker.test/p.gif" width="1" height="1">
  <p><a href="https://shop.test/now" target="_self">Shop now</a> <a href="myapp://sale">In the app</a></p>
  <img src="cid:none" onerror="document.title = 'taken'"><form action="http://evil.test/"><button>Send</button></form>`

interface Opened {
  page: Page
  frame: FrameLocator
  /** Requests that reached another host, with the Referer they carried. */
  outside: { url: string; referer: string | undefined }[]
}

async function opened(query = '', options: Parameters<typeof visit>[1] = {}): Promise<Opened> {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Older', html: '<p>The one before</p>' })
  await send(sink.smtpPort, {
    subject: 'Autumn sale',
    html: NEWSLETTER,
    attachments: [{ filename: 'logo.png', cid: 'logo@shop', content: Buffer.from(DOT, 'base64') }],
  })
  const { page } = await visit(sink.url, { colorScheme: null, ...options })
  const outside: Opened['outside'] = []
  await page.context().route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    outside.push({ url: route.request().url(), referer: route.request().headers()['referer'] })
    return route.fulfill({ contentType: 'image/gif', body: GIF })
  })
  await page.getByTestId('row').first().click()
  await page.waitForURL(/\/messages\/\w+/)
  const [id] = /messages\/\w+/.exec(page.url()) ?? []
  await page.goto(`${sink.url}${id}/preview${query}`)
  const frame = page.frameLocator('[data-testid=preview-frame]')
  await frame.getByText('Autumn sale').waitFor()
  return { page, frame, outside }
}

const background = (frame: FrameLocator) =>
  frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
const widthOf = async (page: Page) => (await page.getByTestId('preview-frame').boundingBox())?.width

test.runIf(hasBrowser)(
  'widths by button, by key and by dragging stand in the address and survive a reload',
  async () => {
    const { page, frame } = await opened('', { viewport: { width: 1440, height: 900 } })
    await page.getByRole('button', { name: '375 pixels wide' }).click()
    expect([new URL(page.url()).search, await widthOf(page)]).toEqual(['?w=375', 375])
    await page.getByText('375 px', { exact: true }).waitFor()
    await page.reload()
    await frame.getByText('Autumn sale').waitFor()
    expect(await widthOf(page)).toBe(375)
    await page.keyboard.press('w')
    expect(await widthOf(page)).toBe(414)
    await page.getByRole('button', { name: 'Turn the device' }).click()
    expect(await widthOf(page)).toBe(896)
    await page.getByRole('button', { name: '320 pixels wide' }).click()

    const edge = await page.getByRole('separator', { name: /width of the frame/ }).boundingBox()
    if (edge === null) throw new Error('The edge is not there.')
    await page.mouse.move(edge.x + 4, edge.y + 60)
    await page.mouse.down()
    await page.mouse.move(edge.x + 34, edge.y + 60, { steps: 6 })
    await page.mouse.up()
    await expect.poll(() => widthOf(page)).toBeGreaterThan(360)
    const width = String(await widthOf(page))
    await expect.poll(() => new URL(page.url()).searchParams.get('w')).toBe(width)
    await look(page, '04-preview-width')
  },
)

test.runIf(hasBrowser)(
  "the mail's colours are its own: light unless asked otherwise, whatever the system has",
  async () => {
    const { page, frame } = await opened('', { colorScheme: 'dark' })
    expect(await background(frame)).toBe('rgb(244, 244, 244)')
    await look(page, '04-preview-light-in-dark')
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await page.keyboard.press('d')
    await expect.poll(() => background(frame)).toBe('rgb(17, 17, 17)')
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper)
    await look(page, '04-preview-dark')
    await page.keyboard.press('d')
    await page.getByText('approximate', { exact: true }).waitFor()
    await expect.poll(() => frame.locator('html').evaluate((html) => getComputedStyle(html).filter)).toContain('invert')
    await look(page, '04-preview-inverted')
  },
)

test.runIf(hasBrowser)('a hostile mail is inert, and the line below says what became of it', async () => {
  const { page, frame, outside } = await opened()
  const status = page.locator('.preview-status')
  for (const words of ['1 script removed', '1 form disabled', '1 remote image blocked', '1 event handler removed'])
    expect(await status.innerText()).toContain(words)
  expect([await page.title(), outside]).toEqual([expect.stringContaining('Autumn sale'), []])
  await look(page, '05-hostile')

  await frame.getByText('Shop now').hover()
  await expect.poll(() => status.innerText()).toBe('https://shop.test/now')
  const [shop] = await Promise.all([page.context().waitForEvent('page'), frame.getByText('Shop now').click()])
  await shop.waitForLoadState()
  expect([shop.url(), await shop.evaluate(() => window.opener === null)]).toEqual(['https://shop.test/now', true])
  await shop.close()
  await frame.getByText('Autumn sale').waitFor()

  outside.length = 0
  await page.getByRole('button', { name: '1 remote blocked' }).click()
  await page.getByText('1×1').waitFor()
  await page.getByRole('button', { name: 'Load once' }).click()
  await expect.poll(() => outside).toEqual([{ url: 'http://tracker.test/p.gif', referer: undefined }])
})

test.runIf(hasBrowser)('a link to an application asks before it opens anything', async () => {
  const { page, frame } = await opened()
  const before = page.url()
  await frame.getByText('In the app').click()
  await page.getByRole('alert').getByText('myapp://sale').waitFor()
  expect([page.url(), page.context().pages().length]).toEqual([before, 1])
  await page.getByRole('button', { name: 'Do not open' }).click()
  await expect.poll(() => page.getByRole('alert').count()).toBe(0)
})

test.runIf(hasBrowser)(
  'keys pressed within the frame step through the mails, and the frame keeps the focus',
  async () => {
    const { page, frame } = await opened()
    await frame.getByText('Autumn sale').click()
    await page.keyboard.press('j')
    await frame.getByText('The one before').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME')
    await page.keyboard.press('k')
    await frame.getByText('Autumn sale').waitFor()
    const length = await page.evaluate(() => history.length)
    await page.keyboard.press('d')
    await expect.poll(() => background(frame)).toBe('rgb(17, 17, 17)')
    expect(await page.evaluate(() => history.length)).toBe(length)
  },
)

test.runIf(hasBrowser)('a key that is held within the frame opens only the mail at which it is let go', async () => {
  const sink = await aSink()
  for (const n of [5, 4, 3, 2, 1]) await send(sink.smtpPort, { subject: `mail ${n}`, html: `<p>the body ${n}</p>` })
  const { page } = await visit(`${sink.url}messages/${await newest(sink)}/preview`)
  const frame = page.frameLocator('[data-testid=preview-frame]')
  await frame.getByText('the body 1').click()
  await page.keyboard.down('j')
  await frame.getByText('the body 2').click()
  const shown: string[] = []
  page.on('framenavigated', (one) => shown.push(one.url()))
  for (let repeats = 0; repeats < 3; repeats++) await page.keyboard.down('j')
  await frame.getByText('the body 5').waitFor()
  expect(shown.filter((url) => url.includes('/preview/'))).toHaveLength(1)
  await page.keyboard.up('j')
})

test.runIf(hasBrowser)('a preview that has expired is asked for anew by itself', async () => {
  const { page } = await opened()
  let refused = 0
  await page.route(/\/preview\/[\w-]+\/index\.html/, (route) => {
    refused++
    return route.fulfill({ status: 404, contentType: 'text/html', body: 'gone' })
  })
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/preview'))
  await page.keyboard.press('d')
  await asked
  expect(refused).toBe(1)
})

test.runIf(hasBrowser)('a strict preview, which the settings offer, has no script at all', async () => {
  const sink = await aSink()
  const alternatives = [{ contentType: 'text/x-amp-html', content: '<html amp4email></html>' }]
  await send(sink.smtpPort, { subject: 'Sale', text: 'Verkauf', html: '<p>Sale</p>', alternatives, headers: GERMAN })
  const { page } = await visit(`${sink.url}settings/preview`)
  await page.getByLabel('Strict preview').check()
  await page.goto(`${sink.url}messages/${await newest(sink)}/preview`)
  const frame = page.getByTestId('preview-frame')
  await page.frameLocator('[data-testid=preview-frame]').getByText('Sale').waitFor()
  expect(await frame.getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox')
  expect(await frame.getAttribute('src')).toMatch(/[?&]strict=1/)
  await page.getByText('an AMP part beside it').waitFor()
  await page.getByTestId('tab-text').click()
  expect(await page.getByText('Verkauf').evaluate((text) => text.closest<HTMLElement>('[lang]')?.lang)).toBe('de')
})
