/** What somebody is about to do is done, and what is looked at stays, whatever comes in, goes away or fails meanwhile. */
import { expect, test } from 'vitest'
import { startSink } from '../../server/sink.ts'
import { aSink, hasBrowser, send, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()
type Sink = Awaited<ReturnType<typeof aSink>>

const envelope = { from: 'a@b.test', to: ['c@d.test'] }
const bring = (sink: Sink, subject: string) =>
  sink.store.import(Buffer.from(`Subject: ${subject}\r\nContent-Type: text/html\r\n\r\n<p>Hello`), envelope, '::1')

test.runIf(hasBrowser).each([
  [0, 'mail 57'],
  [56 * 20, 'mail 35'],
])('a press on a row means that row, though others come before it is let go (scrolled by %i)', async (top, wanted) => {
  const sink = await aSink()
  for (let n = 0; n < 60; n++) await bring(sink, `mail ${n}`)
  const { page, complaints } = await visit(sink.url)
  const list = page.getByTestId('list')
  await expect.poll(() => list.getAttribute('aria-rowcount')).toBe('60')
  await list.evaluate((box, to) => box.scrollTo({ top: to }), top)
  await page.getByTestId('row').filter({ hasText: wanted }).hover()
  await page.mouse.down()
  for (let n = 0; n < 3; n++) await bring(sink, 'another')
  await expect.poll(() => list.getAttribute('aria-rowcount')).toBe('63')
  await page.mouse.up()
  await page.getByRole('heading', { name: wanted }).waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'the list of sessions stays where it was scrolled to, also while one of them is open',
  async () => {
    const sink = await aSink()
    const say = async (name: string) =>
      void (await speak(sink.smtpPort, [`EHLO ${name}`, 'MAIL FROM:<a@b.test>'])).end('QUIT\r\n')
    for (let n = 0; n < 40; n++) await say(`host${n}`)
    const { page } = await visit(`${sink.url}sessions`)
    await page.getByTestId('row').nth(2).click()
    await page.getByTestId('transcript').waitFor()
    const row = page.getByTestId('row').filter({ hasText: 'host15' })
    // Not by the wheel: its scrolling takes a while, and is not waited for.
    await page.getByTestId('list').evaluate((box) => box.scrollTo({ top: 1200 }))
    await row.waitFor()
    const before = await row.boundingBox()
    await say('newest')
    await page.getByText('41 sessions').first().waitFor()
    expect(await row.boundingBox()).toEqual(before)
  },
)

test.runIf(hasBrowser)('a view that fails says so, and the others go on', async () => {
  const sink = await aSink()
  await bring(sink, 'one')
  const { page, complaints } = await visit(sink.url)
  await page.getByTestId('row').click()
  await page.getByTestId('tab-headers').click()
  await page.evaluate(() => {
    TextEncoder.prototype.encode = () => {
      throw new Error('of no use')
    }
  })
  await page.getByTestId('tab-preview').click()
  await page.getByText('This view failed, which it should not: Error: of no use').waitFor()
  await page.getByTestId('tab-raw').click()
  await page.getByTestId('pane').getByText('Subject: one').waitFor()
  expect(complaints).toEqual(['of no use'])
})

test.runIf(hasBrowser)('what was asked while the sink was away is asked again when it is back', async () => {
  const sink = await aSink()
  await bring(sink, 'one')
  await send(sink.smtpPort, { subject: 'two' })
  const { page } = await visit(sink.url)
  await page.getByTestId('row').filter({ hasText: 'one' }).waitFor()
  await sink.stop()
  await page.getByText(/Reconnecting \(\d+\)/).waitFor()
  await page.getByTestId('row').filter({ hasText: 'one' }).click()
  await page.getByText('This could not be read.').waitFor()
  await page.getByTestId('search').fill('subject:three')
  await page.getByText(/No answer from .*three/).waitFor()
  const again = await startSink({
    hosts: ['127.0.0.1'],
    smtp: { port: 0 },
    http: { port: Number(new URL(sink.url).port) },
  })
  try {
    await send(again.smtp?.port ?? 0, { subject: 'three' })
    await page.getByText('There is no message with this address.').waitFor()
    await expect.poll(() => page.locator('.counts').innerText()).toContain('1 found')
    expect(await page.getByText(/No answer from/).count()).toBe(0)
  } finally {
    await again.stop()
  }
})
