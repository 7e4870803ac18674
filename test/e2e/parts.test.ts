import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'

const { visit } = withBrowser()

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg=='

const HEADER = [
  'Received: from mx.shop.test by in.test with ESMTPS; Sat, 21 Nov 2026 08:00:07 +0000',
  'Received: from app by mx.shop.test; Sat, 21 Nov 2026 08:00:04 +0000',
  'From: =?utf-8?q?Sh=C3=B6p?= <news@shop.test>',
  'To: Bob <bob@example.test>',
  'Subject: Offers',
  'Date: Sat, 21 Nov 2026 08:00:00 +0000',
  'Message-ID: <offers@shop.test>',
  'X-Tag: one',
  'X-Tag: two,',
  '\tfolded',
  'List-Unsubscribe: <https://shop.test/leave>, <mailto:leave@shop.test>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
]

function entity(type: string, body: string, ...more: string[]): string {
  return [`Content-Type: ${type}`, ...more, '', body].join('\r\n')
}

function multipart(kind: string, ...parts: string[]): string {
  const boundary = `${kind}-boundary`
  const inner = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
  return entity(`multipart/${kind}; boundary=${boundary}`, `${inner}--${boundary}--`)
}

const BASE64 = 'Content-Transfer-Encoding: base64'
const INVITE = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'SUMMARY:Planning',
  'DTSTART;TZID=America/New_York:20261125T090000',
  'ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.test',
  'RRULE:FREQ=WEEKLY;COUNT=5',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

const BODY = multipart(
  'mixed',
  multipart(
    'related',
    multipart('alternative', entity('text/plain', 'Hello'), entity('text/html', '<img src="cid:logo@shop">')),
    entity('image/png', PIXEL, BASE64, 'Content-ID: <logo@shop>', 'Content-Disposition: inline; filename=logo.png'),
    entity('image/png', PIXEL, BASE64, 'Content-ID: <spare@shop>', 'Content-Disposition: inline'),
  ),
  entity(
    'application/pdf',
    Buffer.from('%PDF-1.4\nx').toString('base64'),
    BASE64,
    'Content-Disposition: attachment; filename=a.pdf',
  ),
  entity(
    'image/png',
    Buffer.from('<html><script>document.title="run"</script></html>').toString('base64'),
    BASE64,
    'Content-Disposition: attachment; filename="../\u202Egnp.<img src=x onerror=document.title=1>.html"',
  ),
  entity('text/calendar', INVITE, 'Content-Disposition: attachment; filename=invite.ics'),
  entity('message/rfc822', 'From: inner@shop.test\r\nSubject: Inside\r\n\r\nDeep', 'Content-Disposition: attachment'),
)
const MAIL = `${HEADER.join('\r\n')}\r\n${BODY}\r\n`

/** Opens the only mail there is, at a tab. */
async function open(raw: string, tab: string, to: string[] = ['bob@example.test', 'bcc@example.test']) {
  const sink = await aSink()
  await send(sink.smtpPort, { raw, envelope: { from: 'bounce@shop.test', to } })
  const { messages } = (await (await fetch(`${sink.url}api/messages`)).json()) as { messages: { id: string }[] }
  return visit(`${sink.url}messages/${messages[0]?.id}/${tab}`, { timezoneId: 'Europe/Berlin' })
}

const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts()

test.runIf(hasBrowser)('headers are grouped, read, filtered, and shown as they were sent', async () => {
  const { page, complaints } = await open(MAIL, 'headers')
  await page.getByRole('heading', { name: 'Delivery path' }).waitFor()
  expect(await texts(page, '.header-group h3')).toEqual([
    'Envelope vs headers',
    'Addressing',
    'Identity & threading',
    'Delivery path',
    'List',
    'MIME',
    'Custom X-',
  ])
  expect((await page.getByTestId('one-click').innerText()).trim()).toBe('One-click ready except DKIM')
  const rows = await texts(page, '[data-testid=envelope-table] tbody tr')
  expect(rows.map((row) => row.split('\t'))).toEqual([
    ['bob@example.test', 'yes', 'To'],
    ['bcc@example.test', 'yes', 'Bcc: in no header'],
  ])
  expect((await texts(page, '.hop')).map((hop) => hop.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/start .*from app by mx\.shop\.test/),
    expect.stringMatching(/\+3 s .*from mx\.shop\.test .*TLS/),
    expect.stringContaining('arrived here'),
  ])

  await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('list')
  await expect.poll(() => page.getByTestId('header-field').count()).toBe(2)
  await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('')
  await page.getByRole('button', { name: 'As sent' }).click()
  await page.locator('.as-sent').waitFor()
  const sent = (await texts(page, '.as-sent pre')).map((text) => text.replace(/\n$/, ''))
  expect(sent.join('\n')).toBe([...HEADER, 'Content-Type: multipart/mixed; boundary=mixed-boundary'].join('\n'))
  await page.reload()
  await page.locator('.as-sent').waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('a transmitted Bcc, doubled and missing fields are problems', async () => {
  const { page } = await open('From: a@x.test\r\nFrom: b@x.test\r\nBcc: c@x.test\r\n\r\nHi\r\n', 'headers')
  const problems = page.getByRole('list', { name: 'Problems of the header' })
  await problems.waitFor()
  expect(await problems.innerText()).toMatch(/Bcc header was transmitted[^]*Date, Message-ID are missing[^]*From/)
})

test.runIf(hasBrowser)('ten thousand fields and a megabyte in one leave the page quick', async () => {
  const many = Array.from({ length: 9_900 }, (_, at) => `X-H${at}: ${at}`).join('\r\n')
  const { page } = await open(`${many}\r\nX-Long: ${'long '.repeat(100_000)}\r\n\r\nHi\r\n`, 'headers')
  await page.getByText('9,901 fields').waitFor()
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2500)
  await page.getByRole('button', { name: 'Show 500 more of 9801' }).click()
  await expect.poll(() => page.getByTestId('header-field').count()).toBe(600)
  await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('X-Long')
  await page.getByRole('button', { name: /Show all 65,\d+ characters/ }).waitFor()
})

test.runIf(hasBrowser)('the parts are a tree that keys move in, each shown down to its bytes', async () => {
  const { page, complaints } = await open(MAIL, 'mime')
  const tree = page.getByRole('tree')
  await tree.focus()
  const selected = page.locator('[role=treeitem][aria-selected=true]')
  expect(await selected.getAttribute('aria-level')).toBe('1')
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  await expect.poll(() => selected.innerText()).toContain('text/plain')
  expect(await selected.getAttribute('aria-level')).toBe('4')
  await page.getByTestId('part-text').getByText('Hello').waitFor()

  await page.keyboard.type('image')
  await expect.poll(() => selected.innerText()).toContain('logo.png')
  await expect.poll(() => page.locator('.part-image').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await page.getByRole('button', { name: 'Hex' }).click()
  // Eight in a row where there is no room for sixteen.
  await expect
    .poll(() => page.locator('.hex-row').first().innerText())
    .toBe('00000000 89 50 4e 47  0d 0a 1a 0a .PNG....')
  await page.getByRole('button', { name: 'As sent' }).click()
  await page.getByTestId('part-text').getByText('Content-ID: <logo@shop>').waitFor()

  await tree.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(1)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  await expect.poll(() => selected.innerText()).toContain('message/rfc822')
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('files are cards that say what they are, and nothing of a name or content acts', async () => {
  const { page, complaints } = await open(MAIL, 'files')
  const card = (part: string) => page.getByTestId('file').filter({ hasText: `part ${part}` })
  await card('1.5').waitFor()
  expect(await page.getByTestId('mismatch').allInnerTexts()).toEqual(['says image/png, but is text/html'])
  expect(await card('1.3').innerText()).toContain('../⟦RLO⟧gnp.<img src=x onerror=document.title=1>.html')
  expect(await card('1.3').innerText()).toContain('the name is a path')
  expect(await card('1.3').locator('img').count()).toBe(0)

  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    card('1.2').getByRole('link', { name: 'Open in new tab' }).click(),
  ])
  expect(await tab.evaluate(() => window.opener)).toBe(null)

  const event = await card('1.4').getByTestId('calendar').innerText()
  expect(event).toMatch(/METHOD:\s*REQUEST[^]*Planning[^]*2026-11-25 15:00[^]*2026-11-25 09:00 America\/New_York/)
  expect(event).toMatch(/every week, 5 times[^]*Bob[^]*accepted/)
  expect(await card('1.5').getByTestId('nested-mail').innerText()).toMatch(/Inside[^]*inner@shop\.test[^]*Deep/)

  const inline = page.getByRole('list', { name: 'Inline parts' })
  expect(await inline.getByText('used in the HTML').count()).toBe(1)
  expect(await inline.getByText('not referenced').count()).toBe(1)
  expect(await inline.locator('img').count()).toBe(2)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download all (.zip)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  expect(await page.title()).not.toBe('run')
  expect(complaints).toEqual([])
})
