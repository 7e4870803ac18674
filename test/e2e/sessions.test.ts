import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { aSink, hasBrowser, send, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()

const events = (page: Page) => page.getByTestId('event')
const said = async (page: Page) => (await page.locator('[data-testid=event] .said').allInnerTexts()).join('\n')

test.runIf(hasBrowser)('a session tells who said what, when, and how it was secured', async () => {
  const sink = await aSink({ submission: { port: 0 } })
  await send(
    sink.submission?.port ?? 0,
    { subject: 'Secured' },
    {
      ignoreTLS: false,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
      auth: { user: 'billing', pass: 'hunter2-secret' },
    },
  )
  const { page, complaints } = await visit(`${sink.url}sessions`)
  await page.getByTestId('row').click()
  await expect.poll(() => events(page).count()).toBeGreaterThan(15)

  expect(await said(page)).toMatch(
    /220 [^]*EHLO [^]*STARTTLS[^]*TLSv1\.3[^]*EHLO [^]*AUTH PLAIN ••••[^]*235[^]*MAIL FROM[^]*RCPT TO[^]*DATA[^]*bytes/,
  )
  expect(await page.content()).not.toContain('hunter2')
  await page.getByText('user “billing”, password never stored').waitFor()
  expect(await page.getByRole('list', { name: 'Facts of the session' }).innerText()).toMatch(
    /TLS 1\.3 AES[^]*AUTH PLAIN billing\s+accepted/,
  )
  expect(await page.getByTestId('transcript').getAttribute('role')).toBe('log')
  // What stood on the wire reads from the left on every page.
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  expect(await page.getByTestId('transcript').evaluate((log) => getComputedStyle(log).direction)).toBe('ltr')

  await page.getByRole('button', { name: 'Server', exact: true }).click()
  await expect
    .poll(
      async () =>
        new Set(await page.locator('[data-testid=event]').evaluateAll((all) => all.map((one) => one.dataset.from)))
          .size,
    )
    .toBe(1)
  await expect.poll(() => page.url()).toContain('dir=server')
  await page.getByRole('button', { name: 'Both', exact: true }).click()

  await page.getByRole('tab', { name: 'Raw' }).click()
  await expect
    .poll(() => page.locator('.wire').innerText())
    .toMatch(/S:\s*220 [^]*C:\s*EHLO [^]*Subject: Secured[^]*\n\s*\./)
  await page.getByRole('button', { name: 'Hex' }).click()
  await page.getByText('32 32 30 20').first().waitFor()
  await page.getByRole('tab', { name: 'Facts' }).click()
  expect(JSON.parse(await page.locator('.session-source').innerText())).toMatchObject({ auth: { user: 'billing' } })
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('a refused recipient of a delivered mail stands out in its conversation', async () => {
  const sink = await aSink()
  const socket = await speak(sink.smtpPort, [
    'EHLO app',
    'MAIL FROM:<a@b.test>',
    'RCPT TO:<c@d.test>',
    'RCPT TO:<>',
    'DATA',
    'Subject: partly\r\n\r\nx\r\n.',
    'MAIL FROM:<a@b.test>',
    'RCPT TO:<e@f.test>',
    'DATA',
    'Subject: another\r\n\r\ny\r\n.',
  ])
  socket.end('QUIT\r\n')
  const [, first] = (await (await fetch(`${sink.url}api/messages`)).json()).messages
  const { page } = await visit(`${sink.url}messages/${first.id}/smtp`)
  const refusal = page.locator('[data-verdict=permanent]')
  await refusal.waitFor()
  expect(await refusal.innerText()).toMatch(/501 5\.1\.3[^]*refused[^]*5\.1\.3 = Bad destination address syntax/)
  expect(await page.locator('[data-dimmed]').count()).toBe(8)
  await page.getByRole('link', { name: '1 rejected' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(await refusal.getAttribute('id'))
})

test.runIf(hasBrowser)('what failed is told in words, with the line that decided it in focus', async () => {
  const sink = await aSink()
  await speak(sink.smtpPort, ['EHLO app', 'MAIL FROM:<a@b.test>', 'RCPT TO:<>']).then((socket) =>
    socket.end('QUIT\r\n'),
  )
  for (let n = 0; n < 3; n++) (await speak(sink.smtpPort, [])).end()
  const { page } = await visit(`${sink.url}sessions`)
  await expect.poll(() => page.getByTestId('row').count()).toBe(4)

  await page.getByRole('button', { name: 'Probes' }).click()
  await expect.poll(() => page.getByTestId('row').count()).toBe(3)
  await page.getByRole('searchbox', { name: /Filter/ }).fill('nobody')
  await page.getByTestId('empty').waitFor()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await page.getByRole('button', { name: 'Nothing delivered' }).click()
  await expect.poll(() => page.getByTestId('row').count()).toBe(1)

  await page.getByTestId('row').click()
  await page.getByRole('heading', { name: 'RCPT was refused: A recipient has to have an address' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('501 5.1.3')
})

test.runIf(hasBrowser)('a session in progress stands first, and is followed until the reader looks back', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'before' })
  const { page } = await visit(`${sink.url}sessions`)
  const socket = connect(sink.smtpPort, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await expect.poll(() => page.getByTestId('row').count()).toBe(2)
  const [first] = await page.getByTestId('row').all()
  expect(await first?.getAttribute('data-outcome')).toBe('open')
  await first?.click()
  await page.locator('.verdict', { hasText: 'In progress' }).waitFor()

  socket.write('EHLO typed.test\r\n')
  await page.getByText('EHLO typed.test').first().waitFor({ timeout: 1000 })
  for (let n = 0; n < 60; n++) {
    socket.write('NOOP\r\n')
    await pause(2)
  }
  await expect.poll(() => events(page).last().getAttribute('id')).toMatch(/^e12[0-9]$/)
  await expect.poll(() => isAtEnd(page)).toBe(true)

  await page.getByTestId('transcript').hover()
  await page.mouse.wheel(0, -600)
  await page.getByRole('button', { name: /Follow/ }).waitFor()
  socket.write('RSET\r\nRSET\r\n')
  await page.getByRole('button', { name: '4 new', exact: true }).waitFor()
  expect(await isAtEnd(page)).toBe(false)
  await page.keyboard.press('f')
  await expect.poll(() => isAtEnd(page)).toBe(true)

  socket.end('QUIT\r\n')
  await page.locator('.verdict[data-outcome=probe], .verdict[data-outcome=nothing]').waitFor()
})

test.runIf(hasBrowser)('an address names one line, also below a base path', async () => {
  const sink = await aSink({ http: { port: 0, basePath: '/mail/' } })
  await send(sink.smtpPort, { subject: 'Deep' })
  const [{ id }] = (await (await fetch(`${sink.url}api/sessions`)).json()).sessions
  const { page } = await visit(`${sink.url}sessions/${id}?dir=server#e3`)
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('e3')
  expect(await page.locator('#e3').getAttribute('aria-current')).toBe('true')
  expect(await page.locator('#e3').innerText()).toContain('MAIL FROM')
})

test.runIf(hasBrowser)(
  'twenty thousand entries are no more than a window of them',
  async () => {
    const sink = await aSink()
    const socket = await speak(sink.smtpPort, ['EHLO long'])
    let answers = 0
    socket.on('data', (data) => (answers += data.toString().split('\n').length - 1))
    for (let sent = 0; sent < 10_000; sent += 500) {
      socket.write('NOOP\r\n'.repeat(500))
      await expect.poll(() => answers, { timeout: 20_000 }).toBe(sent + 500)
    }
    socket.end('QUIT\r\n')
    await pause(100)
    const [{ id }] = (await (await fetch(`${sink.url}api/sessions`)).json()).sessions
    const { page } = await visit(`${sink.url}sessions/${id}#e19000`)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), { timeout: 10_000 }).toBe('e19000')
    expect(await page.locator('*').count()).toBeLessThan(1800)
    await page.getByRole('searchbox', { name: /Find/ }).fill('QUIT')
    await page.locator('#e20003 mark').waitFor()
  },
  60_000,
)

test.runIf(hasBrowser)('by keyboard alone: down the list, into a session, to the next, and back', async () => {
  const sink = await aSink()
  for (const subject of ['one', 'two', 'three']) await send(sink.smtpPort, { subject })
  const { page } = await visit(`${sink.url}sessions`)
  await expect.poll(() => page.getByTestId('row').count()).toBe(3)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.locator('[data-testid=row][aria-selected=true][aria-rowindex="3"]').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('2/3').waitFor()
  await page.keyboard.press('j')
  await page.getByText('3/3').waitFor()
  await page.keyboard.press('e')
  await expect.poll(() => page.locator('.gloss').count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.url()).toMatch(/\/sessions$/)
})

function isAtEnd(page: Page): Promise<boolean> {
  return page.locator('.split-pane').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 4)
}
