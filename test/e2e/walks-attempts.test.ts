/** What was not delivered, or not to all: rows and lines that say so, why, and what may help. */
import { expect, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import { portsOf } from './scenes/send.ts'
import { dropped, oneOfTwo, probes, tlsOnPlain } from './scenes/sessions.ts'

const { visit } = withBrowser()
const viewport = { width: 1440, height: 900 }

test.runIf(hasBrowser)('walk 8: a mail that one of two recipients got says which, and why not the other', async () => {
  const sink = await aSink()
  await oneOfTwo(portsOf(sink))
  const { page, complaints } = await visit(sink.url, { viewport })
  const row = page.getByTestId('row')
  await row.getByText('1 rejected').waitFor()
  await row.click()

  const fold = page.getByRole('button', { name: /^Envelope: MAIL FROM app@acme\.test/ })
  expect(await fold.innerText()).toMatch(/RCPT 2.*1 refused/s)
  await fold.click()
  const recipients = page.locator('.envelope-details li')
  await recipients.first().waitFor()
  expect(await recipients.allInnerTexts()).toEqual([
    expect.stringMatching(/RCPT TO:<ada@example\.test>\s*accepted\s*250 /),
    expect.stringMatching(/RCPT TO:<>\s*refused\s*501 5\.1\.3/),
  ])
  await look(page, '08-envelope')

  await page.getByTestId('tab-smtp').click()
  const refusal = page.locator('[data-testid=event][data-verdict=permanent]')
  await refusal.waitFor()
  expect(await refusal.innerText()).toMatch(/501 5\.1\.3 [^]*refused[^]*5\.1\.3 = Bad destination address syntax/)
  expect(await refusal.locator('.remark svg').count()).toBe(1)
  const [red, plain] = await Promise.all(
    [refusal, page.locator('[data-testid=event]').first()].map((event) =>
      event.locator('.said').evaluate((said) => getComputedStyle(said).color),
    ),
  )
  expect(red).not.toBe(plain)
  await look(page, '08-smtp')
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('walk 9: who hung up, who spoke TLS to the wrong port, and who only knocked', async () => {
  const sink = await aSink()
  const ports = portsOf(sink)
  const { page, complaints } = await visit(sink.url, { viewport })
  await dropped(ports)
  await tlsOnPlain(ports)
  await probes(ports, 20)

  const attempts = page.getByTestId('row-attempt')
  await page.getByText('20 probes hidden').waitFor()
  await expect.poll(() => attempts.count(), { timeout: 10_000 }).toBe(2)
  const hungUp = attempts.filter({ hasText: /named a sender and no recipient. It closed the connection/ })
  const hello = attempts.filter({ hasText: /TLS handshake/i })
  expect([await hungUp.count(), await hello.count()]).toEqual([1, 1])
  await look(page, '09-attempts')

  await hello.click()
  await page.locator('.advice').getByText(/TLS/).waitFor()
  await look(page, '09-wrong-protocol')
  await page.getByTestId('nav-messages').click()
  await hungUp.click()
  await page
    .getByRole('heading', { level: 2, name: /named a sender and no recipient. It closed the connection/ })
    .waitFor()
  await look(page, '09-dropped')

  await page.getByTestId('nav-messages').click()
  await page.getByRole('button', { name: 'show', exact: true }).click()
  await expect.poll(() => attempts.count(), { timeout: 10_000 }).toBe(3)
  const knocks = attempts.filter({ hasText: '×20' })
  await knocks.waitFor()
  expect(await knocks.innerText()).toContain('Probe')
  await look(page, '09-probes')
  await page.getByRole('button', { name: 'hide', exact: true }).click()
  await expect.poll(() => attempts.count(), { timeout: 10_000 }).toBe(2)
  expect(complaints).toEqual([])
})
