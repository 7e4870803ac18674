/** Faults: made from what is ready-made, from a session, or for the next mail; and the marks that they leave. */
import { expect, onTestFinished, test } from 'vitest'
import { aSink, hasBrowser, newest, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()
const viewport = { width: 1440, height: 900 }

const refused = (sending: Promise<void>) => expect(sending).rejects.toThrow(/\b4\d\d\b/)

/** Makes a rule as a test does. */
async function rule(sink: { url: string }, spec: object): Promise<string> {
  const answer = await fetch(`${sink.url}api/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(spec),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

const ORDER = { subject: 'Order 12', messageId: '<order-12@example.test>' }

test.runIf(hasBrowser)('a ready-made rule is added, and its row tells of each hit as it happens', async () => {
  const sink = await aSink()
  const { page, complaints } = await visit(`${sink.url}faults`, { viewport })
  await page.getByText('No rule is active').waitFor()
  await page.getByRole('radio', { name: /^Mailbox full/ }).check()
  await page.getByRole('textbox', { name: 'Recipient' }).fill('ann@example.test')
  await page.getByRole('textbox', { name: 'How often' }).fill('2')
  expect(JSON.parse(await page.getByTestId('fault-spec').innerText())).toEqual({
    preset: 'mailbox-full',
    scope: { rcpt: 'ann@example.test' },
    times: 2,
  })
  await page.getByRole('button', { name: 'Add the rule' }).click()
  const row = page.getByTestId('rule')
  await row.getByText('0 of 2 hit').waitFor()
  expect(await row.locator('summary').innerText()).toMatch(
    /mailbox-full[^]*452 4\.2\.2 at RCPT[^]*rcpt ann@example\.test[^]*\d+ (?:s|min) left/,
  )
  await page.locator('.rail-count[data-kind=fault]').getByText('1').waitFor()
  await look(page, 'faults-active')

  await send(sink.smtpPort, { to: 'bob@example.test' })
  await refused(send(sink.smtpPort, { to: 'ann@example.test' }))
  await row.getByText('1 of 2 hit').waitFor()
  await row.locator('summary').click()
  await row.getByRole('link', { name: 'session' }).waitFor()
  await refused(send(sink.smtpPort, { to: 'ann@example.test' }))
  await row.getByText('2 of 2 hit').waitFor()
  await page.getByRole('heading', { name: 'Spent and expired (1)' }).waitFor()
  expect(await row.locator('summary').innerText()).toContain('spent')

  await row.locator('summary').click()
  await row.getByRole('link', { name: 'session' }).first().click()
  await page.locator('[data-testid=event][data-marked][data-fault]').waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#e\d+$/)
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('what the server says against a rule stands at the form', async () => {
  const sink = await aSink()
  const { page } = await visit(`${sink.url}faults`, { viewport })
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill('250')
  await page.getByRole('textbox', { name: 'Recipient' }).fill('ann@example.test')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await page.getByRole('alert').getByText(/250/).waitFor()
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill('450')
  await expect.poll(() => page.getByRole('alert').count()).toBe(0)
})

test.runIf(hasBrowser)('the next mail fails when that is asked for, and not when it was taken back', async () => {
  const sink = await aSink()
  const { page, complaints } = await visit(`${sink.url}faults`, { viewport })
  const row = page.getByTestId('rule')
  await page.getByRole('button', { name: 'Fail the next mail' }).click()
  await row.getByText('everybody').waitFor()
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('No rule is active').waitFor()
  await send(sink.smtpPort, { subject: 'Taken' })

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').last().fill('fail the next')
  await page.keyboard.press('Enter')
  await row.getByText('0 of 1 hit').waitFor()
  await refused(send(sink.smtpPort, { subject: 'Refused' }))
  await row.getByText('1 of 1 hit').waitFor()
  await send(sink.smtpPort, { subject: 'Taken again' })
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('all rules are removed only after a second answer', async () => {
  const sink = await aSink()
  await rule(sink, { scope: { all: true }, stage: 'quit', reply: { code: 421 } })
  const { page } = await visit(`${sink.url}faults`, { viewport })
  await page.getByRole('button', { name: 'Remove all…' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel')
  await page.keyboard.press('Escape')
  expect(await page.getByTestId('rule').count()).toBe(1)
  await page.getByRole('button', { name: 'Remove all…' }).click()
  await page.getByRole('button', { name: 'Remove 1 rule' }).click()
  await page.getByText('No rule is active').waitFor()
})

test.runIf(hasBrowser)('a session becomes a rule that does the same to the next one', async () => {
  const sink = await aSink()
  await rule(sink, { scope: { all: true }, stage: 'mail', reply: { code: 452, enhanced: '4.3.1', text: 'Disk full' } })
  await refused(send(sink.smtpPort, { from: 'shop@example.test' }))
  const session = await newest(sink, 'sessions')
  const { page, complaints } = await visit(`${sink.url}sessions/${session}`, { viewport })
  await page.getByRole('link', { name: 'Fault from this' }).click()
  await expect
    .poll(async () => JSON.parse(await page.getByTestId('fault-spec').last().innerText()) as unknown)
    .toEqual({
      stage: 'mail',
      reply: { code: 452, enhanced: '4.3.1', text: 'Disk full' },
      scope: { mailFrom: 'shop@example.test' },
    })
  expect(new URL(page.url()).searchParams.get('from')).toBe(session)
  await page.reload()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('fault-form')
  await look(page, 'faults-from-session')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await page.getByText('Active (1)').waitFor()
  await refused(send(sink.smtpPort, { from: 'shop@example.test' }))
  await page.getByText('Spent and expired (2)').waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'what a rule has struck says so: in the list, at the mail, among the sessions, in the words',
  async () => {
    const sink = await aSink()
    const id = await rule(sink, { name: 'lost ack', scope: { rcpt: 'bob@example.test' }, preset: 'dies-after-dot' })
    await expect(send(sink.smtpPort, ORDER)).rejects.toThrow(/closed/i)
    await send(sink.smtpPort, ORDER)
    const { page, complaints } = await visit(sink.url, { viewport })
    const [second, first] = [page.getByTestId('row').first(), page.getByTestId('row').last()]
    await first.getByText('lost ack').waitFor()
    const edge = (row: typeof first) => row.evaluate((it) => getComputedStyle(it).borderInlineStartColor)
    expect(await edge(first)).toBe('rgb(201, 138, 0)')
    expect(await edge(second)).not.toBe(await edge(first))
    await look(page, 'faults-rows')

    await first.click()
    await page.getByTestId('pane').getByRole('link', { name: 'lost ack' }).waitFor()
    // By the keyboard: what loads above it may still move it.
    await page.locator('summary', { hasText: '2 attempts, delivered twice' }).press('Enter')
    await expect
      .poll(() => page.getByTestId('attempts').locator('li').allInnerTexts())
      .toEqual([expect.stringContaining('kept, and the client not told'), expect.stringMatching(/delivered[^]*later/)])
    await page.getByTestId('tab-smtp').click()
    const told = page.locator('[data-testid=event][data-kind=fault]')
    await told.waitFor()
    expect(await told.innerText()).toMatch(/lost ack/)
    await look(page, 'faults-conversation')

    await page.goto(`${sink.url}sessions?outcome=faulted`)
    await expect.poll(() => page.locator('.session-row').count()).toBe(1)
    await page.locator('.session-row').getByText('lost ack').waitFor()
    await look(page, 'faults-sessions')
    await page.locator('.session-row a').click()
    await page.locator('.verdict').getByRole('link', { name: 'lost ack' }).click()
    await page.waitForURL(`**/faults#${id}`)
    await expect.poll(() => page.locator(`#${id} details`).getAttribute('open')).not.toBeNull()
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('a rule that was called for is shown, however many are above it', async () => {
  const sink = await aSink()
  const [first] = await Promise.all(
    Array.from({ length: 60 }, () =>
      rule(sink, { scope: { rcpt: 'ann@example.test' }, stage: 'rcpt', reply: { code: 451 } }),
    ),
  )
  const { page, complaints } = await visit(`${sink.url}faults#${first}`, { viewport })
  await page.locator(`#${first} details[open]`).waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('the attempts of a mail are told while other sessions come and go', async () => {
  const sink = await aSink()
  await rule(sink, { scope: { rcpt: 'bob@example.test' }, stage: 'rcpt', reply: { code: 451 } })
  await refused(send(sink.smtpPort, ORDER))
  await send(sink.smtpPort, ORDER)
  const { page, complaints } = await visit(`${sink.url}messages/${await newest(sink)}`, { viewport })
  const others = setInterval(() => void send(sink.smtpPort, { subject: 'Another' }).catch(() => {}), 100)
  onTestFinished(() => clearInterval(others))
  await page.getByText('2 attempts, delivered once').waitFor()
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'a rule that another leaves nothing to is refused with the reason, where it was asked for',
  async () => {
    const sink = await aSink()
    await rule(sink, { name: 'disk full', scope: { all: true }, stage: 'end', reply: { code: 452 }, times: null })
    const { page } = await visit(`${sink.url}faults`, { viewport: { width: 390, height: 844 } })
    await page.getByRole('button', { name: 'Fail the next mail', exact: true }).click()
    await page.locator('.trouble').getByText('The rule "disk full"').waitFor()
    await page.getByRole('radio', { name: /^Mail too big/ }).check()
    await page.getByRole('textbox', { name: 'Recipient' }).fill('ann@example.test')
    await page.getByRole('button', { name: 'Add the rule' }).click()
    await page.getByRole('alert').getByText('The rule "disk full"').waitFor()
    expect(await page.getByTestId('rule').count()).toBe(1)
    await look(page, 'faults-contradicting')
  },
)

test.runIf(hasBrowser)('rules are made with the keyboard alone, on a narrow page and in the dark', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.locator('.rail').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await page.waitForURL('**/faults')
  await page.getByRole('radio', { name: /^Greylisting/ }).waitFor()
  await page.getByRole('radio', { name: /^Of your own/ }).focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio', { name: /^Greylisting/ }).isChecked()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('ann@example.test')
  await page.keyboard.press('Enter')
  const row = page.getByTestId('rule')
  await row.waitFor()
  await row.locator('summary').focus()
  await page.keyboard.press('Enter')
  await row.getByText('It has not struck yet.').waitFor()
  await look(page, 'faults-narrow')
  await row.getByRole('button', { name: /^Remove/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('No rule is active').waitFor()
})
