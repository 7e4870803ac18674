import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()

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
