/** Walks 17 and 18: addresses that somebody was given open what they name, and the parts of a mail are a tree. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, newest, withBrowser } from './house.ts'
import { look } from './look.ts'
import { pdf } from './scenes/files.ts'
import * as mails from './scenes/mails.ts'
import { portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

/** Whether the whole of something lies within the window. */
const inWindow = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })

for (const basePath of ['/', '/mail/']) {
  test.runIf(hasBrowser)(
    `walk 17: an address opens the lines that it names, in a browser that was never here, below ${basePath}`,
    async () => {
      const sink = await aSink({ http: { port: 0, basePath } })
      await mails.newsletter(portsOf(sink))
      const [message, session] = await Promise.all([newest(sink, 'messages'), newest(sink, 'sessions')])

      const { page: raw, complaints } = await visit(`${sink.url}messages/${message}/raw#L20-L24`)
      const chosen = raw.locator('.source-row[data-chosen=true] .source-number')
      await expect
        .poll(async () => (await chosen.allInnerTexts()).map((n) => n.trim()))
        .toEqual(['20', '21', '22', '23', '24'])
      expect(await inWindow(raw, '.source-row[data-chosen=true]')).toBe(true)
      expect(await raw.locator('.row[aria-current]').count()).toBe(1)
      await look(raw, `17-raw${basePath.replaceAll('/', '-')}lines`)

      const { page: talk } = await visit(`${sink.url}sessions/${session}#e7`)
      await expect.poll(() => talk.evaluate(() => document.activeElement?.id)).toBe('e7')
      expect(await inWindow(talk, '#e7')).toBe(true)
      await look(talk, `17-session${basePath.replaceAll('/', '-')}line`)
      expect(complaints).toEqual([])
    },
  )
}

test.runIf(hasBrowser)(
  'walk 17: the address of a view, taken to another browser, shows the same search, mail, side and width',
  async () => {
    const sink = await aSink()
    await mails.code(portsOf(sink))
    await mails.newsletter(portsOf(sink))
    const { page } = await visit(sink.url, { viewport: { width: 1440, height: 900 } })
    await page.getByTestId('row').filter({ hasText: 'Autumn sale' }).click()
    await page.getByTestId('search').fill('from:shop')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByTestId('row').count()).toBe(1)
    await page.getByTestId('tab-preview').click()
    await page.getByRole('button', { name: '375 pixels wide' }).click()
    await page.waitForURL(/w=375/)

    const { page: other } = await visit(page.url(), { viewport: { width: 1440, height: 900 } })
    await other.getByRole('heading', { name: 'Autumn sale' }).waitFor()
    await expect.poll(() => other.getByTestId('row').count()).toBe(1)
    expect(await other.getByTestId('search').inputValue()).toBe('from:shop')
    await expect.poll(async () => (await other.getByTestId('preview-frame').boundingBox())?.width).toBe(375)
    await look(other, '17-shared-view')
  },
)

test.runIf(hasBrowser)(
  'what an address named and is gone is told, for every kind of thing, and there is a way on',
  async () => {
    const sink = await aSink()
    await mails.code(portsOf(sink))
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const addresses: [string, string | RegExp][] = [
      [`messages/${id}/raw#L9`, 'There is no message with this address.'],
      ['messages/%25', 'There is no message with this address.'],
      [`sessions/${id}#e7`, 'There is no session with this address.'],
      [`compare/${id}/${id}`, 'Both messages are gone.'],
      ['nowhere/at/all', 'There is no page with this address.'],
    ]
    const { page } = await visit(sink.url)
    for (const [address, said] of addresses) {
      await page.goto(`${sink.url}${address}`)
      await page.getByText(said).first().waitFor()
      await page
        .locator('main')
        .getByRole('link', { name: /^Show the|^Sessions$/ })
        .first()
        .waitFor()
      await look(page, `17-gone-${address.replaceAll(/\W+/g, '-')}`)
    }
    // A side that does not exist opens what it is a side of.
    await page.goto(`${sink.url}messages/${await newest(sink, 'messages')}/sideways`)
    const subject = page.getByRole('heading', { name: 'Your verification code is 482913' })
    await subject.waitFor()
    expect(await subject.count()).toBe(1)
  },
)

test.runIf(hasBrowser)(
  'walk 18: of nested parts the tree shows the depth, the image that is used, and what a file really weighs',
  async () => {
    const sink = await aSink()
    await mails.nested(portsOf(sink))
    const { page, complaints } = await visit(`${sink.url}messages/${await newest(sink, 'messages')}/mime`)
    const item = (text: string) => page.getByRole('treeitem').filter({ hasText: text }).first()
    await item('multipart/alternative').waitFor()
    const level = async (text: string) => Number(await item(text).getAttribute('aria-level'))
    expect([await level('multipart/mixed'), await level('text/plain')]).toEqual([
      1,
      1 + (await level('multipart/alternative')),
    ])
    await item('used.png').click()
    const image = page.locator('.part-image')
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(40)
    expect(await item('manual.pdf').innerText()).toContain(`${pdf().length} bytes`)
    await look(page, '18-mime-tree')

    await page.getByTestId('tab-files').click()
    const manual = page.getByTestId('file').filter({ hasText: 'manual.pdf' })
    expect(await manual.innerText()).toContain(`${pdf().length} bytes`)
    await page.getByRole('list', { name: 'Inline parts' }).getByText('used in the HTML').waitFor()
    expect(await page.getByTestId('mismatch').allInnerTexts()).toEqual(['says image/png, but is text/html'])
    await look(page, '18-files')

    await page.getByTestId('tab-preview').click()
    const used = page.frameLocator('[data-testid=preview-frame]').getByRole('img', { name: 'used' })
    await expect.poll(() => used.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(40)
    await look(page, '18-preview')
    expect(complaints).toEqual([])
  },
)
