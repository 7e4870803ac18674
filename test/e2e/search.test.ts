import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, withBrowser } from './house.ts'

const { visit } = withBrowser()

async function aMailbox() {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Reset your password', from: 'no-reply@acme.test' })
  await send(sink.smtpPort, {
    subject: 'Welcome',
    from: 'no-reply@acme.test',
    attachments: [{ filename: 'a.txt', content: 'x' }],
  })
  await send(sink.smtpPort, { subject: 'News', from: 'news@shop.test' })
  return sink
}

test.runIf(hasBrowser)('a search is completed, applied, taken apart and stands in the address', async () => {
  const sink = await aMailbox()
  const { page, complaints } = await visit(sink.url)
  await rows(page, 3)
  await page.keyboard.press('/')
  const field = page.getByTestId('search')
  await field.pressSequentially('fro')
  await page.getByRole('option', { name: /^from:/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('from:')
  await page.getByRole('option', { name: 'no-reply@acme.test 2' }).click()
  expect(await field.inputValue()).toBe('from:no-reply@acme.test ')
  await rows(page, 2)
  await field.pressSequentially('has:att')
  await page.keyboard.press('Tab')
  // Nothing is chosen until an arrow chooses it.
  await field.focus()
  await field.pressSequentially('achment')
  await page.keyboard.press('Enter')
  expect((await rows(page, 1))[0]).toContain('Welcome')
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('from:no-reply@acme.test has:attachment')

  await page.getByRole('button', { name: 'Take has:attachment away' }).click()
  await rows(page, 2)
  await page.goBack()
  await rows(page, 1)
  expect(await field.inputValue()).toBe('from:no-reply@acme.test has:attachment')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await rows(page, 3)
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'what was searched is marked in the words of the mail, and not in those of the page',
  async () => {
    const sink = await aMailbox()
    const { page } = await visit(`${sink.url}messages?q=me`)
    await rows(page, 2)
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('search') ?? [])].map(({ startContainer }) => startContainer.textContent),
      )
    await expect.poll(marked).toContain('Welcome')
    // It stands in the pane, beside the list.
    await page.getByText('Choose a message').waitFor()
    expect(await marked()).not.toContain('Choose a message')
  },
)

test.runIf(hasBrowser)(
  'what is misspelt is told under the field, with what was meant, and the list stays',
  async () => {
    const sink = await aMailbox()
    const { page } = await visit(sink.url)
    await rows(page, 3)
    const field = page.getByTestId('search')
    await field.fill('form:acme')
    await page.getByText('Did you mean "from:"?').waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await rows(page, 3)
    await page.getByRole('button', { name: 'Search for from:acme' }).click()
    await rows(page, 2)
    // What only the server knows: that this is no pattern.
    await field.fill('subject:/(?<=x)y/')
    await page.keyboard.press('Enter')
    await page.locator('#search-problem').waitFor()
  },
)

test.runIf(hasBrowser)('an inbox and a saved view are scopes', async () => {
  const sink = await aMailbox()
  const inbox = await sink.inbox({ name: 'signs up' })
  await send(sink.smtpPort, { subject: 'Confirm', to: inbox.address('ann') })
  const { page } = await visit(`${sink.url}messages?q=${encodeURIComponent(`inbox:${inbox.id}`)}`)
  expect((await rows(page, 1))[0]).toContain('Confirm')
  await page.getByRole('button', { name: `Scope: ${inbox.id}` }).click()
  await page.getByRole('menuitemradio', { name: 'All messages' }).click()
  await rows(page, 4)

  await page.getByTestId('search').fill('from:acme')
  await rows(page, 2)
  await page.getByRole('button', { name: 'Save as view' }).click()
  await page.getByLabel('Name of the view').fill('From Acme')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Scope: From Acme' }).click()
  await page.getByRole('menuitemradio', { name: 'signs up' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(`inbox:${inbox.id} from:acme`)
  await page.reload()
  await page.getByRole('button', { name: /^Scope/ }).click()
  await page.getByRole('menuitemradio', { name: 'From Acme' }).click()
  await rows(page, 2)
})

test.runIf(hasBrowser)('a search is copied as code that runs', async () => {
  const sink = await aMailbox()
  const { page } = await visit(`${sink.url}messages?q=subject:welcome`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByRole('button', { name: 'As code' }).click()
  await page.getByRole('menuitem', { name: 'JSON criteria' }).click()
  await page.getByTestId('toast').getByText('JSON criteria copied').waitFor()
  const criteria = await page.evaluate(() => navigator.clipboard.readText())
  const url = `${sink.url}api/messages?criteria=${encodeURIComponent(criteria)}`
  expect(await (await fetch(url)).json()).toMatchObject({ total: 1, messages: [{ subject: 'Welcome' }] })
})
