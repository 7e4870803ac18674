/** The first minutes: nothing has arrived yet, and the page says how to change that, and why nothing comes of it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import { portsOf } from './scenes/send.ts'
import { wrongPassword } from './scenes/sessions.ts'

const { visit } = withBrowser()
const run = promisify(execFile)
const viewport = { width: 1440, height: 900 }

test.runIf(hasBrowser)('walk 1: an empty sink shows a command that works as it is copied', async () => {
  const sink = await aSink()
  const { page, complaints } = await visit(sink.url, { viewport, permissions: ['clipboard-read', 'clipboard-write'] })
  await page.getByRole('heading', { name: 'Send your first message' }).waitFor()
  await page.getByTestId('empty').waitFor()
  expect(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected')).toBe('true')
  expect(await page.getByTestId('setup-snippet').innerText()).toContain(`smtp://127.0.0.1:${sink.smtpPort}`)
  await page.getByText('0 connections so far').waitFor()
  await look(page, '01-first-run-empty')

  await page.getByRole('button', { name: 'Copy the snippet for curl' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  let loads = 0
  page.on('load', () => loads++)
  await run('sh', ['-c', await page.evaluate(() => navigator.clipboard.readText())])

  const row = page.getByTestId('row')
  await row.waitFor()
  expect(await row.innerText()).toContain('Hello')
  expect(await page.getByTestId('empty').count()).toBe(0)
  expect(await page.getByTestId('live').innerText()).toBe('Live')
  expect(await page.title()).toMatch(/^\(1\) /)
  await page.getByText('Choose a message').waitFor()
  await look(page, '01-first-run-after')
  expect([loads, complaints]).toEqual([0, []])
})

test.runIf(hasBrowser)('walk 2: when nothing arrives, the page says so and leads to the reason', async () => {
  const sink = await aSink({ users: [{ user: 'billing', password: 'right-secret' }] })
  const { page, complaints } = await visit(sink.url, { viewport })
  await page.getByText('0 connections so far').waitFor()
  await wrongPassword(portsOf(sink))

  const attempt = page.getByTestId('row-attempt')
  await attempt.waitFor()
  expect(await attempt.innerText()).toMatch(/535 5\.7\.8 [^]*"billing" PLAIN/)
  await page.getByText('1 connection, nothing delivered').waitFor()
  const count = page.getByTestId('nav-sessions').locator('.rail-count')
  expect(await count.innerText()).toMatch(/^1/)
  await look(page, '02-nothing-arrives')

  await page.getByRole('link', { name: 'see why' }).click()
  await page.waitForURL(/\/sessions\/\w+$/)
  const transcript = page.getByTestId('transcript')
  await transcript.getByText('AUTH PLAIN ••••••••').waitFor()
  await page.locator('[data-testid=event]:focus').waitFor()
  expect(await page.locator('[data-testid=event]:focus').innerText()).toMatch(/535 5\.7\.8/)
  await page
    .locator('.advice')
    .getByText(/users that --auth/)
    .waitFor()
  const html = await page.content()
  for (const secret of ['wrong-secret', Buffer.from('\0billing\0wrong-secret').toString('base64')]) {
    expect(html).not.toContain(secret)
  }
  await look(page, '02-session')
  expect(complaints).toEqual([])
})
