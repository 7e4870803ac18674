import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()
const envelope = { from: 'a@b.test', to: ['c@d.test'] }
type Sink = Awaited<ReturnType<typeof aSink>>

async function fill(sink: Sink, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await sink.store.import(Buffer.from(`Subject: mail ${n}\r\n\r\n`), envelope, '::1')
}

const row = (page: Page, text: string) => page.getByTestId('row').filter({ hasText: text })
const subjects = (page: Page) => page.locator('[data-testid=row] .what').allTextContents()
const counts = (page: Page) => page.locator('.counts').innerText()
const held = (page: Page) => page.getByTestId('list').getAttribute('aria-rowcount')

test.runIf(hasBrowser)('a refused login is a row in words, and leads to its session', async () => {
  const sink = await aSink({ users: [{ user: 'billing', password: 'right' }] })
  const { page } = await visit(sink.url)
  const secret = Buffer.from('\0billing\0wrong').toString('base64')
  const socket = await speak(sink.smtpPort, ['EHLO app.internal', `AUTH PLAIN ${secret}`])
  socket.end('QUIT\r\n')

  const attempt = page.getByTestId('row-attempt')
  await expect.poll(() => attempt.innerText()).toMatch(/535/)
  expect(await attempt.innerText()).toContain('"billing" PLAIN')
  expect(await page.getByTestId('nav-sessions').innerText()).toMatch(/1/)
  await expect.poll(() => page.locator('link[rel=icon]').getAttribute('href')).toContain('d0342c')
  await attempt.click()
  await page.waitForURL(/\/sessions\/\w+$/)
})

test.runIf(hasBrowser)('attempts that repeat each other are one row, probes none until asked for', async () => {
  const sink = await aSink()
  for (let n = 0; n < 20; n++) (await speak(sink.smtpPort, [])).end('QUIT\r\n')
  for (let n = 0; n < 3; n++) (await speak(sink.smtpPort, ['EHLO app', 'RCPT TO:<c@d.test>'])).end('QUIT\r\n')
  const { page } = await visit(sink.url)
  const attempts = page.getByTestId('row-attempt')
  await page.getByText('20 probes hidden').waitFor()
  await page.getByText('×3').waitFor()
  expect(await attempts.count()).toBe(1)
  await page.getByRole('button', { name: '×3: show each' }).click()
  await expect.poll(() => attempts.count()).toBe(4)
  await page.getByRole('button', { name: 'show', exact: true }).click()
  await page.getByText('×20').waitFor()
  await page.getByRole('button', { name: '3 attempts that delivered nothing' }).click()
  await expect.poll(() => attempts.count()).toBe(0)
  await page.reload()
  await page.getByText('Nothing has arrived yet.').waitFor()
  expect(await attempts.count()).toBe(0)
})

test.runIf(hasBrowser)('a row shows the code, files, the login without TLS, and who was rejected', async () => {
  const sink = await aSink()
  const attachments = [{ filename: 'a.pdf', content: 'x' }]
  await send(sink.smtpPort, { subject: 'Your code is 482913', attachments }, { auth: { user: 'ann', pass: 'x' } })
  const half = [
    'EHLO app',
    'MAIL FROM:<a@b.test>',
    'RCPT TO:<broken',
    'RCPT TO:<ok@d.test>',
    'DATA',
    'Subject: half\r\n\r\n.',
  ]
  ;(await speak(sink.smtpPort, half)).end('QUIT\r\n')
  const { page } = await visit(sink.url, { permissions: ['clipboard-read', 'clipboard-write'] })
  await row(page, 'half').getByText('1 rejected').waitFor()
  const first = row(page, 'Your code')
  await first.getByText('no TLS').waitFor()
  await first.locator('.chip[title="1 attachment"]').waitFor()
  await first.getByTestId('chip-code').click()
  await page.getByText('Code copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('482913')
})

test.runIf(hasBrowser)('what can be done with a row is in reach of the mouse where its line is short', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Your code', text: 'Your verification code is 482913.' })
  const { page } = await visit(sink.url)
  await page.getByTestId('chip-code').waitFor()
  await page.keyboard.press('.')
  await page.keyboard.press('\\')
  await page.getByTestId('row').hover()
  await page.getByRole('button', { name: 'Delete this message' }).click()
  await expect.poll(() => page.getByTestId('row').count()).toBe(0)
})

test.runIf(hasBrowser)('new mail moves neither the reader nor what is open, and a pill leads to it', async () => {
  const sink = await aSink()
  await fill(sink, 60)
  const { page } = await visit(sink.url)
  await expect.poll(() => held(page)).toBe('60')
  await page.getByTestId('list').evaluate((list) => list.scrollTo({ top: 56 * 30 }))
  await row(page, 'mail 25').click()
  const before = await row(page, 'mail 25').boundingBox()
  await send(sink.smtpPort, { subject: 'the newest' })
  const pill = page.getByRole('button', { name: '1 new' })
  await pill.waitFor()
  // While the connection that brought it is open, a line above the list says so.
  await page.getByText('connection open').waitFor({ state: 'detached' })
  expect(await row(page, 'mail 25').boundingBox()).toEqual(before)
  expect(await page.locator('.row[aria-current] .what').innerText()).toBe('mail 25')
  await pill.click()
  await row(page, 'the newest').waitFor()
  await expect.poll(() => pill.count()).toBe(0)
})

test.runIf(hasBrowser)('of ten thousand mails all can be scrolled to, and few are drawn', async () => {
  const sink = await aSink()
  await fill(sink, 10_000)
  const { page } = await visit(sink.url)
  await expect.poll(() => held(page), { timeout: 20_000 }).toBe('10000')
  const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
  expect(await nodes()).toBeLessThan(1500)
  await page.getByTestId('list').focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('.row[aria-current]').getAttribute('aria-rowindex')).toBe('10000')
  expect(await nodes()).toBeLessThan(1500)
  await page.keyboard.press('Home')
  await expect.poll(() => page.locator('.row[aria-current] .what').innerText()).toBe('mail 9999')
  await page.goto(`${sink.url}messages?q=subject%3A9876`)
  await expect.poll(() => held(page)).toBe('1')
  expect(await counts(page)).toContain('1 found')
})

test.runIf(hasBrowser)('a search is live, says when nothing matches, and survives a mistake in it', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'one' })
  const { page } = await visit(`${sink.url}messages?q=subject%3Ainvoice`)
  await page.getByTestId('empty').getByText('0 of 1 message match').waitFor()
  await send(sink.smtpPort, { subject: 'no bill' })
  await send(sink.smtpPort, { subject: 'an invoice' })
  await expect.poll(() => subjects(page)).toEqual(['an invoice'])
  await page.goto(`${sink.url}messages/latest?q=subject%3Ainvoice`)
  await page.waitForURL(/messages\/\w{26}/)
  await page.goto(`${sink.url}messages?q=subject%3Anone`)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(() => subjects(page)).toEqual(['an invoice', 'no bill', 'one'])
})

test.runIf(hasBrowser)('everything in the list can be done by keys', async () => {
  const sink = await aSink()
  await fill(sink, 5)
  const { page } = await visit(sink.url)
  await expect.poll(() => held(page)).toBe('5')
  const open = () => page.locator('.row[aria-current] .what').allTextContents()
  const focus = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('j', 'j')
  await expect.poll(open).toEqual(['mail 3'])
  expect(await focus()).toBe('rows')
  await press('Enter')
  await expect.poll(focus).toBe('tab-panel')
  await press('Escape')
  expect([await focus(), await open()]).toEqual(['rows', []])
  await press('ArrowDown', 'x', 'Shift+j')
  await page.getByText('2 selected').waitFor()
  expect(await page.locator('.row[aria-selected=true] .what').allTextContents()).toEqual(['mail 2', 'mail 1'])
  await press('Escape')
  await expect.poll(() => counts(page)).toContain('5 messages')
  await press('Control+a')
  await page.getByText('5 selected').waitFor()
})

test.runIf(hasBrowser)('a deletion is seen by everybody, and taken back in its place', async () => {
  const sink = await aSink()
  await fill(sink, 5)
  const [{ page }, { page: other }] = [await visit(sink.url), await visit(sink.url)]
  await expect.poll(() => held(other)).toBe('5')
  await row(page, 'mail 4').click({ modifiers: ['Control'] })
  await row(page, 'mail 2').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Delete')
  await expect.poll(() => subjects(page)).toEqual(['mail 1', 'mail 0'])
  expect(await counts(page)).toBe('2 messages · 2 unread')
  await page.getByText('3 deleted').waitFor()
  await expect.poll(() => subjects(other)).toEqual(['mail 1', 'mail 0'])
  await page.keyboard.press('z')
  await expect.poll(() => held(page)).toBe('5')
  await page.getByText('3 selected').waitFor()
  await expect.poll(() => subjects(other)).toEqual(['mail 4', 'mail 3', 'mail 2', 'mail 1', 'mail 0'])
  await page.keyboard.press('Escape')

  // What is open goes, not what the pointer is over; and the next one opens.
  await row(page, 'mail 3').click()
  await row(page, 'mail 1').hover()
  await page.keyboard.press('Delete')
  await expect.poll(() => page.locator('.row[aria-current] .what').allTextContents()).toEqual(['mail 2'])
  expect(await subjects(page)).toEqual(['mail 4', 'mail 2', 'mail 1', 'mail 0'])
})

test.runIf(hasBrowser)(
  'deletes everything in two steps that say how much, and even that can be taken back',
  async () => {
    const sink = await aSink()
    await fill(sink, 40)
    const { page } = await visit(sink.url)
    await expect.poll(() => held(page)).toBe('40')
    const ask = async () => {
      await page.getByRole('button', { name: 'All messages', exact: true }).last().click()
      await page.getByRole('menuitem', { name: 'Delete 40 messages…' }).click()
      await page.getByRole('button', { name: 'Cancel' }).waitFor()
    }
    await ask()
    // The harmless answer has the focus.
    await page.keyboard.press('Enter')
    expect(await held(page)).toBe('40')
    await ask()
    await page.getByRole('button', { name: 'Yes, delete 40 messages' }).click()
    await expect.poll(() => held(page)).toBe('0')
    await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => held(page)).toBe('40')
  },
)

test.runIf(hasBrowser)('offline what was read stays, and deleting says why not', async () => {
  const sink = await aSink()
  await fill(sink, 2)
  const { page } = await visit(sink.url)
  await row(page, 'mail 1').click()
  await sink.stop()
  await page.getByText(/Reconnecting \(\d+\)/).waitFor()
  await page.keyboard.press('Delete')
  await page.getByText('Not while mailsink is offline').waitFor()
  expect(await subjects(page)).toEqual(['mail 1', 'mail 0'])
})

test.runIf(hasBrowser)('a narrow page shows the list or what is open, and a long press selects', async () => {
  const sink = await aSink()
  await fill(sink, 3)
  const { page } = await visit(sink.url, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const box = await row(page, 'mail 1').boundingBox()
  const touch = { pointerType: 'touch', clientX: (box?.x ?? 0) + 50, clientY: (box?.y ?? 0) + 20, bubbles: true }
  await row(page, 'mail 1').dispatchEvent('pointerdown', touch)
  await page.getByText('1 selected').waitFor()
  await row(page, 'mail 1').dispatchEvent('pointerup', touch)
  await page.keyboard.press('Escape')
  await row(page, 'mail 2').tap()
  await expect.poll(() => page.getByTestId('list').isVisible()).toBe(false)
  await page.goBack()
  await expect.poll(() => page.getByTestId('list').isVisible()).toBe(true)
})
