/** A code that somebody waits for: in the row, by one key, and never where there is none. */
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, withBrowser } from './house.ts'
import { look } from './look.ts'
import { code, endless, heavy, nameless } from './scenes/mails.ts'
import { mail, portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

test.runIf(hasBrowser)('walk 3: the code of a mail is a key away, and no other number is taken for one', async () => {
  const sink = await aSink()
  const ports = portsOf(sink)
  for (const send of [endless, nameless, heavy]) await send(ports)
  await mail(ports, { subject: 'Order 20261120', text: 'Your order 20261120 is on its way.\n\n© 2026 Acme\n' })
  await code(ports)
  const { page, complaints } = await visit(sink.url, {
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const [first] = await rows(page, 5)
  expect(first).toContain('Your verification code is 482913')
  const chip = page.getByTestId('list').getByTestId('chip-code')
  await chip.waitFor()
  expect(await chip.allInnerTexts()).toEqual(['482913'])
  expect(await page.getByTestId('row').first().getByTestId('chip-code').count()).toBe(1)
  await look(page, '03-code-list')

  await page.keyboard.press('j')
  const pane = page.getByTestId('pane')
  await pane.getByTestId('chip-code').waitFor()
  await page.keyboard.press('c')
  await page.getByTestId('toast').getByText('Code copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('482913')
  expect(await pane.getByTestId('chip-code').allInnerTexts()).toEqual(['482913'])
  expect(await pane.getByTestId('chip-link').innerText()).toContain('acme.test/verify')
  await page.frameLocator('[data-testid=preview-frame]').getByText('482913').waitFor()
  await look(page, '03-code')

  for (const subject of ['Order 20261120', 'The whole catalogue', '(no subject)', /^A subject that does not fit/]) {
    await page.keyboard.press('j')
    await pane.getByRole('heading', { level: 2, name: subject }).waitFor()
    expect(await pane.getByTestId('chip-code').count()).toBe(0)
  }
  expect(complaints).toEqual([])
})
