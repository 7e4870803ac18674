/** The first minutes: nothing has arrived yet, and the page says how to change that, and why nothing comes of it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, speak, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()
const run = promisify(execFile)

test.runIf(hasBrowser)(
  'an empty sink shows a command that works as it stands, and its mail appears without a reload',
  async () => {
    const sink = await aSink()
    const { page, complaints } = await visit(sink.url)
    await page.getByRole('heading', { name: 'Send your first message' }).waitFor()
    expect(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected')).toBe('true')
    await page.getByRole('button', { name: 'Copy the snippet for curl' }).waitFor()
    const command = await page.getByTestId('setup-snippet').innerText()
    expect(command).toContain(`smtp://127.0.0.1:${sink.smtpPort}`)
    await page.getByText('0 connections so far').waitFor()
    await look(page, '01-first-run-empty')

    await run('sh', ['-c', command])

    const row = page.getByTestId('row')
    await row.waitFor()
    expect(await row.innerText()).toContain('Hello')
    expect(await page.getByTestId('live').innerText()).toContain('Live')
    await page.getByText('Choose a message').waitFor()
    expect(complaints).toEqual([])
    await look(page, '01-first-run-after')
  },
)

test.runIf(hasBrowser)('a login that is refused is a row, and the empty page points at it', async () => {
  const sink = await aSink({ users: [{ user: 'billing', password: 'right' }] })
  const { page } = await visit(sink.url)
  await page.getByText('0 connections so far').waitFor()

  const secret = Buffer.from('\0billing\0wrong-password').toString('base64')
  const socket = await speak(sink.smtpPort, ['EHLO app.internal', `AUTH PLAIN ${secret}`])
  socket.end('QUIT\r\n')

  await page.getByText('1 connection, nothing delivered').waitFor()
  expect(await page.getByTestId('row-attempt').innerText()).toContain('535')
  await look(page, '02-nothing-arrives')

  await page.getByRole('link', { name: 'see why' }).click()
  const transcript = page.getByTestId('transcript')
  await transcript.getByText('AUTH PLAIN').first().waitFor()
  expect(page.url()).toContain('/sessions/')
  expect(await page.locator('body').innerText()).not.toContain(secret)
})

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
