/** Walk 16: of two mails that say nearly the same only what differs stands out, and what always differs does not. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import * as mails from './scenes/mails.ts'
import { mail, portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

const marked = (page: Page, mark: 'del' | 'ins') => page.getByTestId('diff').locator(mark).allInnerTexts()

test.runIf(hasBrowser)(
  'walk 16: the same mail sent twice has no difference, its Date and Message-ID aside, and those only when asked',
  async () => {
    const sink = await aSink()
    const ports = portsOf(sink)
    await mails.code(ports)
    await mails.code(ports)
    const { page, complaints } = await visit(sink.url)
    await expect.poll(() => page.getByTestId('row').count()).toBe(2)
    for (const at of [0, 1])
      await page
        .getByTestId('row')
        .nth(at)
        .click({ modifiers: ['Control'] })
    await page.getByTestId('bulk').getByRole('button', { name: 'Compare' }).click()
    await page.waitForURL(/\/compare\//)

    await page.getByText('No difference').waitFor()
    expect(await marked(page, 'ins')).toEqual([])
    await page.getByText(/^Left out, because every mail has its own/).waitFor()
    await look(page, '16-same-headers')
    await page.getByRole('button', { name: 'All fields' }).click()
    await expect.poll(async () => (await marked(page, 'ins')).length).toBeGreaterThan(0)
    expect(await page.getByTestId('diff').innerText()).toContain('Message-ID')
    await look(page, '16-all-headers')

    for (const side of ['Text', 'HTML']) {
      await page.getByRole('tab', { name: side }).click()
      await page.getByText('Both sides are the same.').waitFor()
    }
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)(
  'walk 16: on a narrow page in the dark two mails are still told apart, word by word',
  async () => {
    const sink = await aSink()
    const ports = portsOf(sink)
    await mail(ports, { subject: 'Order 12', text: 'Dear Ada,\n\nyour order 12 is on its way.\n\nAcme\n' })
    await mail(ports, { subject: 'Order 13', text: 'Dear Ada,\n\nyour order 13 is on its way.\n\nAcme\n' })
    const answer = (await (await fetch(`${sink.url}api/messages`)).json()) as { messages: { id: string }[] }
    const [newer, older] = answer.messages.map(({ id }) => id)
    const narrow = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const
    const { page } = await visit(`${sink.url}compare/${older}/${newer}/text`, narrow)
    await page.getByTestId('diff').waitFor()
    expect([await marked(page, 'del'), await marked(page, 'ins')]).toEqual([['12'], ['13']])
    await look(page, '16-narrow')
  },
)
