import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()
const envelope = { from: 'a@b.test', to: ['c@d.test'] }

test.runIf(hasBrowser)('new mail appears on top, and moves neither the reader nor what is open', async () => {
  const sink = await aSink()
  for (let n = 0; n < 40; n++) await sink.store.import(Buffer.from(`Subject: mail ${n}\r\n\r\n`), envelope, '::1')
  const { page } = await visit(sink.url)
  await rows(page, 40)
  const chosen = page.locator('.row', { hasText: 'mail 10' })
  await chosen.click()
  await page.getByRole('heading', { name: 'mail 10' }).waitFor()
  const before = await chosen.boundingBox()

  await send(sink.smtpPort, { subject: 'the newest' })

  const [newest] = await rows(page, 41)
  expect(newest).toContain('the newest')
  expect(await chosen.boundingBox()).toEqual(before)
  expect(await page.locator('.row[aria-current]').innerText()).toContain('mail 10')
  await page.getByRole('heading', { name: 'mail 10' }).waitFor()
})

test.runIf(hasBrowser)('a session in progress is followed line by line', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url)
  const socket = await speak(sink.smtpPort, ['EHLO slow.app'])
  await page.getByRole('link', { name: '1 connection open' }).click()
  await page.getByText('EHLO slow.app').waitFor()
  await page.getByText('In progress', { exact: true }).waitFor()

  socket.write('MAIL FROM:<typed@example.test>\r\n')
  await page.getByText('MAIL FROM:<typed@example.test>').waitFor()

  socket.end('QUIT\r\n')
  await page.locator('.verdict[data-outcome=nothing]').waitFor()
  await expect.poll(async () => (await page.locator('.entry').allTextContents()).at(-1)).toMatch(/QUIT/)
})

test.runIf(hasBrowser)('deletes everything in two steps, and another reader sees a tombstone', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'doomed' })
  const [{ page }, { page: other }] = [await visit(sink.url), await visit(sink.url)]
  await other.locator('.row').click()
  await other.getByRole('heading', { name: 'doomed' }).waitFor()

  await page.getByRole('button', { name: 'Delete all' }).click()
  // The harmless answer has the focus.
  await page.keyboard.press('Enter')
  await rows(page, 1)
  await page.getByRole('button', { name: 'Delete all' }).click()
  await page.getByRole('group', { name: 'Delete 1 message?' }).getByRole('button', { name: 'Delete' }).click()

  await rows(page, 0)
  await page.getByText('Send your first message').waitFor()
  await other.getByText('This message was deleted.').waitFor()
  expect((await fetch(`${sink.url}api/messages`).then((answer) => answer.json())).total).toBe(0)
})

test.runIf(hasBrowser)('of many mails it shows one page, and more when asked', async () => {
  const sink = await aSink()
  for (let n = 0; n < 450; n++) await sink.store.import(Buffer.from(`Subject: mail ${n}\r\n\r\n`), envelope, '::1')
  const { page } = await visit(sink.url)
  await rows(page, 200)
  await page.getByText('450 messages').waitFor()
  expect(await page.locator('*').count()).toBeLessThan(5000)
  await page.getByRole('button', { name: 'Show older' }).click()
  await rows(page, 400)
  await page.getByRole('button', { name: 'Show older' }).click()
  const all = await rows(page, 450)
  expect(all.at(-1)).toContain('mail 0')
})

test.runIf(hasBrowser)('stays readable while the sink is away, and starts anew with the next one', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'before the restart' })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('heading', { name: 'before the restart' }).waitFor()

  await sink.stop()
  await page.getByText(/Reconnecting \(\d+\)/).waitFor()
  expect(await page.getByRole('button', { name: 'Delete all' }).isDisabled()).toBe(true)
  await rows(page, 1)

  const next = await aSink({ http: { port: Number(new URL(sink.url).port) } })
  await page.locator('.connection[data-state=live]').waitFor()
  await rows(page, 0)
  await send(next.smtpPort, { subject: 'after the restart' })
  const [row] = await rows(page, 1)
  expect(row).toContain('after the restart')
})
