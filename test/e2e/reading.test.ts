import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, withBrowser } from './house.ts'

const { visit } = withBrowser()

test.runIf(hasBrowser)('shows who really got a mail, also those in no header', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { to: 'Bob <bob@example.test>', bcc: 'audit@example.test', subject: 'Envelope' })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()

  await page.getByRole('heading', { name: 'Envelope' }).waitFor()
  const facts = await page.locator('.head .facts').innerText()
  expect(facts).toContain('ann@example.test')
  expect(facts).toMatch(/audit@example\.test\s*bcc/)
  expect(facts).not.toMatch(/bob@example\.test\s*bcc/)
})

test.runIf(hasBrowser)('headers stand in their order, decoded or as they were sent', async () => {
  const sink = await aSink()
  const raw = [
    'Received: from a.example',
    '\tby b.example',
    'Received: from c.example',
    'X-cAsE: kept',
    'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
    '',
    'Body',
  ].join('\r\n')
  await send(sink.smtpPort, { raw, envelope: { from: 'a@b.test', to: 'c@d.test' } })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('tab', { name: 'Headers' }).click()

  expect(await page.locator('.headers dt').allInnerTexts()).toEqual(['Received', 'Received', 'X-cAsE', 'Subject'])
  expect(await page.locator('.headers dd').last().innerText()).toBe('Grüße')
  await page.getByRole('button', { name: 'As sent' }).click()
  const source = await page.locator('.source').innerText()
  expect(source).toContain('=?utf-8?Q?Gr=C3=BC=C3=9Fe?=')
  expect(source).toContain('Received: from a.example\n\tby b.example')
})

test.runIf(hasBrowser)('a mail without a text part says so and makes none up', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { raw: 'Subject: only HTML\r\nContent-Type: text/html\r\n\r\n<p>Hidden words</p>\r\n' })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByText('The sender sent no text part.').waitFor()
  expect(await page.getByText('Hidden words').count()).toBe(0)
  await page.getByRole('link', { name: 'Show Raw' }).click()
  await page.getByText('<p>Hidden words</p>').waitFor()
})

test.runIf(hasBrowser)('raw shows every byte, and what cannot be seen otherwise', async () => {
  const sink = await aSink()
  const raw = Buffer.from('Subject: raw\r\n\r\nbell \u0007 override \u202E and Latin-1 \xff\r\n', 'latin1')
  await sink.store.import(Buffer.concat([raw, Buffer.from('\u202E\r\n')]), { from: 'a@b', to: ['c@d'] }, '127.0.0.1')
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('tab', { name: 'Raw' }).click()
  const source = await page.locator('.source').textContent()
  expect(source).toContain('bell ␇ override')
  expect(source).toContain('\\xFF')
  expect(source).toContain('⟦RLO⟧')
})

test.runIf(hasBrowser)('a large mail is shown in part and downloaded whole', async () => {
  const sink = await aSink()
  const text = `${'0123456789'.repeat(7)}\r\n`.repeat(20_000)
  const raw = Buffer.from(`Subject: large\r\n\r\n${text}`)
  await sink.store.import(raw, { from: 'a@b', to: ['c@d'] }, '127.0.0.1')
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('tab', { name: 'Raw' }).click()
  await page.getByText('The first 524 kB of 1.4 MB are shown').waitFor()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download .eml' }).click(),
  ])
  // Compared by itself: a difference of megabytes is nothing to print.
  expect((await readFile(await download.path())).equals(raw)).toBe(true)
})

test.runIf(hasBrowser)('attachments are downloads with their exact bytes', async () => {
  const sink = await aSink()
  const content = Buffer.from([0, 1, 2, 254, 255])
  await send(sink.smtpPort, { subject: 'Files', attachments: [{ filename: 'data.bin', content }] })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /data\.bin/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe('data.bin')
  expect(await readFile(await download.path())).toEqual(content)
})

test.runIf(hasBrowser)('the SMTP tab tells the conversation, and opens its session', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Told' })
  const { page } = await visit(sink.url)
  await page.locator('.row').click()
  await page.getByRole('tab', { name: 'SMTP' }).click()

  const lines = page.locator('.transcript .entry .said')
  await expect.poll(() => lines.first().innerText()).toMatch(/^220 /)
  const said = (await lines.allInnerTexts()).join('\n')
  expect(said).toMatch(/EHLO [^]*MAIL FROM:<ann@example\.test>[^]*RCPT TO:<bob@example\.test>[^]*DATA[^]*354[^]*bytes/)

  await page.getByRole('link', { name: 'Open the session' }).click()
  await page.getByText('Delivered', { exact: true }).waitFor()
  expect(page.url()).toContain('/sessions/')
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
  expect(page.url()).toBe(`${sink.url}messages/${messages[0]?.id}/smtp`)
  await page.goBack()
  await page.getByText('Subject: Deep').waitFor()
  expect(complaints).toEqual([])
})
