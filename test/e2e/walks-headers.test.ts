/** What the header of a mail says, where it says other things than the envelope, and how it was sent. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, newest, withBrowser } from './house.ts'
import { look } from './look.ts'
import { newsletter, unfinished } from './scenes/mails.ts'
import { portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

/** The header block, as the wire had it. */
async function sentHeaders(page: Page): Promise<string> {
  const path = new URL(page.url()).pathname.replace('/headers', '/raw')
  const raw = await (await page.request.get(new URL(`/api${path}`, page.url()).href)).text()
  return raw.slice(0, raw.indexOf('\r\n\r\n'))
}

test.runIf(hasBrowser)('walk 6: the headers are grouped and read, or stand as they were sent', async () => {
  const sink = await aSink()
  const ports = portsOf(sink)
  await unfinished(ports)
  await newsletter(ports)
  // By its address: in its preview the image that it wants would be blocked, and the browser tells that as an error.
  const address = `${sink.url}messages/${await newest(sink)}/headers`
  const { page, complaints } = await visit(address, { viewport: { width: 1440, height: 900 } })
  const groups = page.locator('.header-group h3')
  await groups.first().waitFor()
  expect(await groups.allInnerTexts()).toEqual([
    'Envelope vs headers',
    'Addressing',
    'Identity & threading',
    'Delivery path',
    'List',
    'MIME',
  ])
  const list = page.locator('[data-group=list]')
  expect(await list.locator('.leave-way').allInnerTexts()).toEqual([
    expect.stringMatching(/^https\s+https:\/\/shop\.test\/leave\?u=1/),
    expect.stringMatching(/^mailto\s+mailto:leave@shop\.test/),
  ])
  await list.getByText('One-click ready except DKIM').waitFor()
  const envelope = await page.getByTestId('envelope-table').locator('tbody tr').allInnerTexts()
  expect(envelope.find((row) => row.includes('audit@example.test'))).toContain('Bcc: in no header')
  expect(envelope).toHaveLength(3)
  await look(page, '06-headers')

  const filter = page.getByRole('searchbox', { name: 'Filter', exact: true })
  await filter.fill('list-unsub')
  await expect.poll(() => page.getByTestId('header-field').count(), { timeout: 10_000 }).toBe(2)
  await filter.fill('')

  await page.getByRole('button', { name: 'As sent' }).click()
  const fields = page.locator('.as-sent pre')
  await fields.first().waitFor()
  const shown = (await fields.allTextContents()).map((text) => text.replaceAll(/\r?\n/g, '\r\n').replace(/\r\n$/, ''))
  expect(shown.join('\r\n')).toBe(await sentHeaders(page))
  expect(shown.filter((field) => field.startsWith('Received:'))).toHaveLength(2)
  await look(page, '06-headers-as-sent')

  await page.getByRole('button', { name: 'Grouped' }).click()
  await page.getByTestId('row').filter({ hasText: 'your invoice' }).click()
  await page.getByTestId('tab-headers').click()
  const problems = page.getByRole('list', { name: 'Problems of the header' })
  await problems.getByText('A Bcc header was transmitted').waitFor()
  const boss = page.getByTestId('envelope-table').getByRole('row', { name: 'boss@acme.test' })
  expect((await boss.innerText()).split('\t')).toEqual(['boss@acme.test', 'yes', 'Bcc'])
  expect(await page.getByTestId('pane').innerText()).not.toContain('not in headers')
  await look(page, '06-headers-problems')
  expect(complaints).toEqual([])
})
