/** Walk 13: what is deleted is what was meant, it is said how much, everybody sees it, and it can be taken back. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()

const row = (page: Page, text: string) => page.getByTestId('row').filter({ hasText: text })
const subjects = (page: Page) => page.locator('[data-testid=row] .what').allTextContents()

/** Mails kept and mails unread, as the list says them; the second is never more than the first. */
async function counts(page: Page): Promise<number[]> {
  const said = await page.locator('.counts').innerText()
  const [kept = 0, unread = 0] = [...said.matchAll(/\d+/g)].map(Number)
  expect(unread).toBeLessThanOrEqual(kept)
  return [kept, unread]
}

/** Six mails, sent one after the other, and two readers of them. */
async function twoReaders() {
  const sink = await aSink()
  for (const n of [1, 2, 3, 4, 5, 6]) await send(sink.smtpPort, { subject: `mail ${n}` })
  const [{ page }, { page: other }] = [await visit(sink.url), await visit(sink.url)]
  for (const one of [page, other]) await expect.poll(() => one.getByTestId('row').count()).toBe(6)
  return { sink, page, other }
}

test.runIf(hasBrowser)(
  'walk 13: three that were selected by keys go and come back in their places, before the eyes of another reader',
  async () => {
    const { page, other } = await twoReaders()
    for (const key of ['j', 'j', 'x', 'Shift+j', 'Shift+j']) await page.keyboard.press(key)
    await page.getByText('3 selected').waitFor()
    expect(await page.locator('.row[aria-selected=true] .what').allTextContents()).toEqual([
      'mail 5',
      'mail 4',
      'mail 3',
    ])
    await look(page, '13-selected')

    await page.keyboard.press('Delete')
    const left = ['mail 6', 'mail 2', 'mail 1']
    await expect.poll(() => subjects(page)).toEqual(left)
    await page.getByTestId('toast').getByText('3 deleted').waitFor()
    await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).waitFor()
    expect((await counts(page))[0]).toBe(3)
    await expect.poll(() => subjects(other)).toEqual(left)
    expect(await counts(other)).toEqual([3, 3])
    await look(page, '13-deleted')

    await page.keyboard.press('z')
    const all = ['mail 6', 'mail 5', 'mail 4', 'mail 3', 'mail 2', 'mail 1']
    await expect.poll(() => subjects(page)).toEqual(all)
    await expect.poll(() => subjects(other)).toEqual(all)
    expect(await counts(other)).toEqual([6, 6])
  },
)

test.runIf(hasBrowser)('walk 13: what is selected goes, and neither what is open nor what is pointed at', async () => {
  const { page } = await twoReaders()
  await row(page, 'mail 5').click()
  await page.getByRole('heading', { name: 'mail 5' }).waitFor()
  await row(page, 'mail 2').click({ modifiers: ['Control'] })
  await row(page, 'mail 4').hover()
  // The button says what it will do before anybody presses it, and the key does the same.
  expect(await page.getByTestId('bulk').getByRole('button', { name: 'Delete' }).getAttribute('title')).toBe(
    'Deletes the selected message (Del)',
  )
  await page.keyboard.press('Delete')
  await expect.poll(() => subjects(page)).toEqual(['mail 6', 'mail 5', 'mail 4', 'mail 3', 'mail 1'])
  expect(await page.getByRole('heading', { name: 'mail 5' }).isVisible()).toBe(true)
  expect((await counts(page))[0]).toBe(5)
})

test.runIf(hasBrowser)(
  'walk 13: who reads a mail that another deletes is told so, and the one who did it can undo it there',
  async () => {
    const { page, other } = await twoReaders()
    for (const one of [page, other]) await row(one, 'mail 4').click()
    for (const one of [page, other]) await one.getByRole('heading', { name: 'mail 4' }).waitFor()
    const address = page.url()
    await page.keyboard.press('Delete')
    await page.getByRole('heading', { name: 'mail 3' }).waitFor()

    const tombstone = other.getByText('This message was deleted.')
    await tombstone.waitFor()
    // It was not deleted here, so there is nothing here to be taken back.
    expect(await other.locator('.notice').getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await look(other, '13-deleted-elsewhere')
    await page.keyboard.press('z')
    await other.getByRole('heading', { name: 'mail 4' }).waitFor()
    await expect.poll(() => page.url()).toBe(address)
  },
)

test.runIf(hasBrowser)(
  'walk 13: under a search "all" are those that were found, and the question says how many',
  async () => {
    const { page, other } = await twoReaders()
    await page.goto(`${page.url()}?q=${encodeURIComponent('subject:/mail [1-4]/')}`)
    await expect.poll(() => page.getByTestId('row').count()).toBe(4)
    const ask = async () => {
      await page.getByRole('button', { name: 'All messages', exact: true }).last().click()
      await page.getByRole('menuitem', { name: 'Delete 4 messages…' }).click()
      await page.getByRole('button', { name: 'Cancel' }).waitFor()
    }
    await ask()
    await look(page, '13-delete-all')
    // Enter twice deletes nothing: the harmless answer has the focus.
    await page.keyboard.press('Enter')
    expect(await page.getByTestId('row').count()).toBe(4)

    await ask()
    await page.getByRole('button', { name: 'Yes, delete 4 messages' }).click()
    await page.getByTestId('empty').getByText('0 of 2 messages match').waitFor()
    await expect.poll(() => subjects(other)).toEqual(['mail 6', 'mail 5'])
    await page.keyboard.press('z')
    await expect.poll(() => page.getByTestId('row').count()).toBe(4)
  },
)
