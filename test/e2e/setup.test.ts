/** The page that says how to connect: in any language, to any listener, and by a test message. */
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()

test.runIf(hasBrowser)('the language and the listener are remembered, and the snippet follows both', async () => {
  const sink = await aSink({ submissions: { port: 0 } })
  const { page } = await visit(`${sink.url}setup`)
  await page.getByRole('tab', { name: 'curl' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('radio', { name: /Submissions/ }).check()
  const snippet = page.getByTestId('setup-snippet')
  expect(await snippet.innerText()).toContain('secure: true')
  await page.getByText('NODE_EXTRA_CA_CERTS=mailsink.pem').waitFor()
  await page.reload()
  await snippet.waitFor()
  expect(await snippet.innerText()).toContain(`port: ${sink.submissions?.port}`)
  const pem = await page.request.get(new URL('api/tls.pem', sink.url).href)
  expect(await pem.text()).toContain('BEGIN CERTIFICATE')
  await look(page, '01-setup')
})

test.runIf(hasBrowser)('a test message is sent over SMTP and opened', async () => {
  const sink = await aSink()
  const { page } = await visit(`${sink.url}setup`)
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.waitForURL(/\/messages\/\w+/)
  await page.getByRole('article').getByRole('heading', { level: 2 }).waitFor()
  expect(await (await fetch(`${sink.url}api/sessions?outcome=delivered`)).json()).toMatchObject({ total: 1 })
})

test.runIf(hasBrowser)('on a narrow page the empty list shows how to begin, without scrolling sideways', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.getByTestId('setup-snippet').waitFor()
  await look(page, '15-first-run-narrow')
  await send(sink.smtpPort, {})
  await page.getByTestId('row').waitFor()
  expect(await page.getByTestId('setup-snippet').isVisible()).toBe(false)
})
