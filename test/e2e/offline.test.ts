/** The sink goes away and comes back while somebody looks at the page. */
import type { WebSocketRoute } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { startSink } from '../../server/sink.ts'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()

test.runIf(hasBrowser)('what was read stays readable, and mails that came meanwhile are counted', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Before' })
  const { page } = await visit(sink.url)
  // The feed alone: a page whose requests failed too could not show that it needs none.
  const feeds: WebSocketRoute[] = []
  let away = false
  await page.routeWebSocket(/api\/feed/, (feed) => {
    if (away) return void feed.close()
    feeds.push(feed)
    feed.connectToServer()
  })
  await page.reload()
  await page.getByTestId('row').waitFor()
  const live = page.getByTestId('live')
  await expect.poll(() => live.innerText()).toContain('Live')

  away = true
  for (const feed of feeds) await feed.close()
  await expect.poll(() => live.innerText()).toMatch(/Reconnecting \(\d+\)|Offline/)
  await page.getByTestId('row').click()
  await page.getByRole('heading', { name: 'Before' }).waitFor()
  await send(sink.smtpPort, { subject: 'First' })
  await send(sink.smtpPort, { subject: 'Second' })

  away = false
  await page.getByTestId('toast').getByText('2 new messages while away').waitFor()
  await expect.poll(() => page.getByTestId('row').count()).toBe(3)
})

test.runIf(hasBrowser)('a sink that was started anew says that what was listed is gone', async () => {
  const first = await aSink()
  await send(first.smtpPort, { subject: 'Before the restart' })
  const { page } = await visit(first.url)
  await page.getByTestId('row').click()
  await page.getByRole('heading', { name: 'Before the restart' }).waitFor()
  await first.stop()

  const live = page.getByTestId('live')
  await expect.poll(() => live.innerText()).toMatch(/Reconnecting \(\d+\)|Offline/)
  expect(await page.getByRole('heading', { name: 'Before the restart' }).isVisible()).toBe(true)
  await look(page, '15-offline')

  const port = Number(new URL(first.url).port)
  const second = await startSink({ hosts: ['127.0.0.1'], smtp: { port: 0 }, http: { port } })
  onTestFinished(() => second.stop())
  await page.getByText('mailsink was started anew: what was listed is gone.').waitFor()
  await expect.poll(() => live.innerText()).toContain('Live')
  await expect.poll(() => page.getByTestId('row').count()).toBe(0)
  await look(page, '15-started-anew')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  expect(await page.getByText('started anew').count()).toBe(0)
})
