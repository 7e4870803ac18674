import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, withBrowser } from './house.ts'

const { visit } = withBrowser()

test.runIf(hasBrowser)('attachments are downloads with their exact bytes', async () => {
  const sink = await aSink()
  const content = Buffer.from([0, 1, 2, 254, 255])
  await send(sink.smtpPort, { subject: 'Files', attachments: [{ filename: 'data.bin', content }] })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('tab', { name: /Files/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('file').getByRole('link', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('data.bin')
  expect(await readFile(await download.path())).toEqual(content)
})

test.runIf(hasBrowser)('a hostile mail is only text', async () => {
  const sink = await aSink()
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  const raw = `From: "${hostile.replaceAll('"', '\\"')}" <x@evil.test>\r\nSubject: ${hostile} \u202Egpj.exe\r\n\r\n${hostile}\r\n`
  await send(sink.smtpPort, { raw, envelope: { from: 'x@evil.test', to: 'bob@example.test' } })
  const { page, complaints } = await visit(sink.url)
  const [row] = await rows(page, 1)
  expect(row).toContain('<script>')
  expect(row).toContain('⟦RLO⟧gpj.exe')
  await page.locator('.row').click()
  for (const tab of ['Text', 'Headers', 'Raw', 'SMTP']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.locator('[role=tabpanel] > *').first().waitFor()
  }
  expect(await page.locator('img, #page script, iframe').count()).toBe(0)
  expect(await page.title()).toContain('onerror')
  expect(await page.title()).toContain('⟦RLO⟧gpj.exe')
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('works under a base path, also from a deep link', async () => {
  const sink = await aSink({ http: { port: 0, basePath: '/mail/' } })
  await send(sink.smtpPort, { subject: 'Deep' })
  const { messages } = await sink.store.messages({
    limit: 1,
    before: null,
    after: null,
    order: 'desc',
    criteria: null,
    digests: true,
  })
  const { page, complaints } = await visit(`${sink.url}messages/${messages[0]?.id}/raw`)
  await page.getByText('Subject: Deep').waitFor()
  await page.getByRole('tab', { name: 'SMTP' }).click()
  await page.locator('.transcript .entry').first().waitFor()
  await expect.poll(() => page.url()).toBe(`${sink.url}messages/${messages[0]?.id}/smtp`)
  await page.goBack()
  await page.getByText('Subject: Deep').waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('an address of nothing says what may have happened', async () => {
  const sink = await aSink()
  const { page } = await visit(`${sink.url}messages/01ARZ3NDEKTSV4RRFFQ69G5FAV`)
  await page.getByText('There is no message with this address.').waitFor()
  await page.getByText('mail is kept in memory only').waitFor()
  await page.getByRole('link', { name: 'Show the messages' }).click()
  await page.getByText('Send your first message').waitFor()
  await expect.poll(() => page.url()).toBe(`${sink.url}messages`)
})
