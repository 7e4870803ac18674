/** Walk 15: a small screen, a sink that goes away and comes back, and mail in any script. */
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { startSink } from '../../server/sink.ts'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { look } from './look.ts'
import * as mails from './scenes/mails.ts'
import * as sessions from './scenes/sessions.ts'
import { portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

const row = (page: Page, text: string) => page.getByTestId('row').filter({ hasText: text })
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

test.runIf(hasBrowser)(
  'walk 15: on a phone a mail takes the place of the list, its code and all its sides can be reached, and back leads back',
  async () => {
    const sink = await aSink()
    await mails.newsletter(portsOf(sink))
    await mails.code(portsOf(sink))
    const { page } = await visit(sink.url, { ...phone, permissions: ['clipboard-read', 'clipboard-write'] })
    await row(page, 'verification').waitFor()
    await look(page, '15-phone-list')
    await row(page, 'verification').tap()
    const pane = page.getByTestId('pane')
    await pane.getByTestId('chip-code').scrollIntoViewIfNeeded()
    await look(page, '15-phone-mail')
    await pane.getByTestId('chip-code').tap()
    await page.getByTestId('toast').getByText('Code copied').waitFor()

    // The strip of tabs scrolls within itself; the page does not.
    for (const tab of ['text', 'html', 'headers', 'mime', 'raw', 'smtp']) {
      await page.getByTestId(`tab-${tab}`).scrollIntoViewIfNeeded()
      await page.getByTestId(`tab-${tab}`).tap()
      await page.locator('[role=tabpanel] > *').first().waitFor()
      await look(page, `15-phone-${tab}`)
    }
    await page.getByRole('link', { name: '‹ Messages' }).tap()
    await row(page, 'verification').waitFor()
    expect(await page.getByTestId('list').isVisible()).toBe(true)
    await row(page, 'Autumn').tap()
    await page.getByRole('heading', { name: 'Autumn sale: 20 % off everything' }).waitFor()
    await page.goBack()
    await row(page, 'Autumn').waitFor()
    expect(await page.getByTestId('list').isVisible()).toBe(true)
  },
)

test.runIf(hasBrowser)(
  'walk 15: in the middle of reading the sink goes away and comes back on its port, and nothing is pretended',
  async () => {
    const first = await aSink()
    for (const subject of ['one', 'two', 'three']) await send(first.smtpPort, { subject })
    const { page } = await visit(first.url)
    const live = page.getByTestId('live')
    await row(page, 'two').click()
    await page.getByRole('heading', { name: 'two' }).waitFor()
    await row(page, 'one').click({ modifiers: ['Control'] })
    await expect.poll(() => live.innerText()).toContain('Live')
    await first.stop()

    await expect.poll(() => live.innerText()).toMatch(/Reconnecting \(\d+\)|Offline/)
    // What was read can be read: the mail, the list, even a side that was not looked at before.
    expect(await page.getByTestId('row').count()).toBe(3)
    await page.getByTestId('tab-headers').click()
    await page.getByRole('tabpanel').getByText('Message-ID').first().waitFor()
    const remove = page.getByTestId('bulk').getByRole('button', { name: 'Delete' })
    expect(await remove.isDisabled()).toBe(true)
    expect(await remove.getAttribute('title')).toBe('Not while mailsink is offline')
    await page.keyboard.press('Delete')
    await page.getByTestId('toast').getByText('Not while mailsink is offline').waitFor()
    expect(await page.getByTestId('row').count()).toBe(3)
    // What was not read before is told to be missing, not shown as if it were nothing.
    await row(page, 'three').click()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await look(page, '15-offline-reading')

    const { port } = new URL(first.url)
    const second = await startSink({ hosts: ['127.0.0.1'], smtp: { port: 0 }, http: { port: Number(port) } })
    onTestFinished(() => second.stop())
    await expect.poll(() => live.innerText(), { timeout: 40_000 }).toContain('Live')
    await page.getByText('mailsink was started anew: what was listed is gone.').waitFor()
    await expect.poll(() => page.getByTestId('row').count()).toBe(0)
    expect(await page.getByTestId('bulk').count()).toBe(0)
    await send(second.smtp?.port ?? 0, { subject: 'after the restart' })
    await row(page, 'after the restart').click()
    await page.getByRole('heading', { name: 'after the restart' }).waitFor()
    await look(page, '15-back-again')
  },
)

test.runIf(hasBrowser)(
  'walk 15: Arabic stands right to left within its line and turns nothing else around; Japanese is decoded',
  async () => {
    const sink = await aSink()
    await mails.arabic(portsOf(sink))
    await mails.japanese(portsOf(sink))
    const { page } = await visit(sink.url)
    const subject = row(page, 'تم استلام').locator('.what')
    await subject.waitFor()
    expect(await directionOf(subject.locator('a'))).toBe('rtl')
    // The end of the line, a bracket, is its left end; the time keeps its place at the right.
    const [text, time] = await Promise.all([subject.boundingBox(), row(page, 'تم').locator('time').boundingBox()])
    expect((time?.x ?? 0) + (time?.width ?? 0)).toBeGreaterThan((text?.x ?? 0) + (text?.width ?? 0) / 2)
    await row(page, 'تم استلام').click()
    await page.getByRole('heading', { name: 'تم استلام طلبك رقم ١٢ (شكراً!)' }).waitFor()
    expect(await page.locator('.from-to').innerText()).toMatch(/متجر النور <shop@noor\.test>\s*→/)
    await look(page, '15-arabic')
    await row(page, '打ち上げ').click()
    await page.getByRole('heading', { name: '打ち上げのお知らせ 👩‍🚀' }).waitFor()
    await page.getByText('明日の打ち上げについてのお知らせです。').waitFor()
    expect(await page.title()).toContain('打ち上げのお知らせ 👩‍🚀')
    await look(page, '15-japanese')
  },
)

for (const [name, options] of [
  ['forced colours', { forcedColors: 'active' }],
  // What a zoom of 200 % leaves of 1280 by 800.
  ['a zoom of 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['the narrowest screen, without motion', { viewport: { width: 320, height: 568 }, reducedMotion: 'reduce' }],
] as const) {
  test.runIf(hasBrowser)(`walk 15: with ${name} a mail is found, opened, searched for and deleted`, async () => {
    const sink = await aSink()
    await mails.endless(portsOf(sink))
    await mails.code(portsOf(sink))
    await sessions.dropped(portsOf(sink))
    const { page } = await visit(sink.url, options)
    const slug = name.replaceAll(/\W+/g, '-')
    await page.getByTestId('row-attempt').waitFor()
    await look(page, `15-list-${slug}`)
    await page.getByTestId('search').fill('verification')
    await page.getByTestId('search').press('Enter')
    await expect.poll(() => page.getByTestId('row').count()).toBe(1)
    await row(page, 'verification').click()
    await page.getByRole('heading', { name: 'Your verification code is 482913' }).waitFor()
    await look(page, `15-mail-${slug}`)
    await page.getByTestId('pane').getByRole('button', { name: 'Delete' }).click()
    await page.getByTestId('toast').getByText('1 deleted').waitFor()
    await page.goto(`${sink.url}sessions`)
    await page.getByTestId('row').filter({ hasText: 'app.local' }).first().click()
    await page.getByTestId('event').first().waitFor()
    await look(page, `15-session-${slug}`)
  })
}

test.runIf(hasBrowser)('where more contrast is asked for, nothing is quiet', async () => {
  const sink = await aSink()
  await mails.code(portsOf(sink))
  const { page } = await visit(sink.url, { contrast: 'more' })
  await row(page, 'verification').waitFor()
  const quiet = page.locator('.muted').first()
  expect(await quiet.evaluate((text) => getComputedStyle(text).color)).toBe(
    await page.evaluate(() => getComputedStyle(document.body).color),
  )
})

function directionOf(locator: ReturnType<Page['locator']>): Promise<string> {
  return locator.evaluate((element) => getComputedStyle(element).direction)
}
