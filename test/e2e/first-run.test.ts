import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()
const run = promisify(execFile)

test.runIf(hasBrowser)(
  'an empty sink shows a command that works as it stands, and its mail appears without a reload',
  async () => {
    const sink = await aSink()
    const { page, complaints } = await visit(sink.url)
    const command = await page.locator('.command code').innerText()
    expect(command).toContain(`smtp://127.0.0.1:${sink.smtpPort}`)

    await run('sh', ['-c', command])

    const [row] = await rows(page, 1)
    expect(row).toContain('Hello')
    expect(row).toContain('test@example.test')
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('a login that is refused is a row, and the empty page points at it', async () => {
  const sink = await aSink({ users: [{ user: 'billing', password: 'right' }] })
  const { page } = await visit(sink.url)
  await page.getByText('Waiting for the first connection.').waitFor()

  const secret = Buffer.from('\0billing\0wrong-password').toString('base64')
  const socket = await speak(sink.smtpPort, ['EHLO app.internal', `AUTH PLAIN ${secret}`])
  socket.end('QUIT\r\n')

  await page.getByText('1 connection, nothing delivered').waitFor()
  const [row] = await rows(page, 1)
  expect(row).toContain('Nothing delivered')
  expect(row).toContain('535')

  await page.getByRole('link', { name: 'see why' }).click()
  await page.getByText('What to do').waitFor()
  const conversation = await page.getByRole('region', { name: 'SMTP conversation' }).innerText()
  expect(conversation).toContain('AUTH PLAIN')
  expect(conversation).toContain('password hidden')
  expect(conversation).not.toContain(secret)
  expect(conversation).not.toContain('wrong-password')
})

test.runIf(hasBrowser)('a probe is no row', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url)
  const probe = await speak(sink.smtpPort, ['NOOP'])
  probe.end('QUIT\r\n')
  const attempt = await speak(sink.smtpPort, ['EHLO app'])
  attempt.end('QUIT\r\n')
  const [row] = await rows(page, 1)
  expect(row).toContain('hello')
})

test.runIf(hasBrowser)('an address of nothing says what may have happened', async () => {
  const sink = await aSink()
  const { page } = await visit(`${sink.url}messages/01ARZ3NDEKTSV4RRFFQ69G5FAV`)
  await page.getByText('There is no message with this address.').waitFor()
  await page.getByText('mail is kept in memory only').waitFor()
  await page.getByRole('link', { name: 'Show the messages' }).click()
  await page.getByText('Send your first message').waitFor()
  expect(page.url()).toBe(`${sink.url}messages`)
})
