/** Two mails beside each other. */
import { expect, test } from 'vitest'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { look } from './look.ts'

const { visit } = withBrowser()

async function two() {
  const sink = await aSink()
  for (const code of ['482913', '771204']) {
    await send(sink.smtpPort, {
      subject: `Code ${code}`,
      text: `Hello Ada,\n\nyour code is ${code}.\n`,
      html: `<p>Hello Ada,</p>\n<p>your code is <b>${code}</b>.</p>`,
    })
  }
  const { messages } = (await (await fetch(`${sink.url}api/messages`)).json()) as { messages: { id: string }[] }
  const [newer, older] = messages.map(({ id }) => id)
  return { sink, path: `compare/${older}/${newer}` }
}

test.runIf(hasBrowser)('of two mails alike only the words that changed are marked', async () => {
  const { sink, path } = await two()
  const { page, complaints } = await visit(`${sink.url}${path}`)
  const diff = page.getByTestId('diff')
  const marked = async (mark: 'del' | 'ins') => diff.locator(mark).allInnerTexts()
  await diff.waitFor()
  expect([await marked('del'), await marked('ins')]).toEqual([['482913'], ['771204']])
  expect(await diff.innerText()).not.toContain('Message-ID')
  await look(page, '16-compare-headers')

  for (const what of ['Text', 'HTML']) {
    await page.getByRole('tab', { name: what }).click()
    await expect.poll(() => marked('ins')).toEqual(['771204'])
  }
  await page.keyboard.press('n')
  await page.getByText('Difference 1 of 1').waitFor()
  await page.getByRole('button', { name: 'Swap sides' }).click()
  await expect.poll(() => marked('ins')).toEqual(['482913'])
  await look(page, '16-compare-html')

  await page.getByRole('tab', { name: 'SMTP' }).click()
  await diff.getByText('MAIL FROM:').first().waitFor()
  expect(await diff.locator('.diff-row').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining('RCPT TO:<bob@example.test>')]),
  )
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('the previews of two mails have one size, and scroll as one', async () => {
  const { sink, path } = await two()
  const { page } = await visit(`${sink.url}${path}/preview`)
  const frames = page.getByTestId('preview-frame')
  await expect.poll(() => frames.count()).toBe(2)
  await page.frameLocator('[data-testid=preview-frame] >> nth=1').getByText('771204').waitFor()
  const [a, b] = await Promise.all([frames.nth(0).boundingBox(), frames.nth(1).boundingBox()])
  expect([Math.round((a?.width ?? 0) - (b?.width ?? 1)), a?.height]).toEqual([0, b?.height])
  await look(page, '16-compare-preview')
})

test.runIf(hasBrowser)('one of two that is gone is told, with the way to the other', async () => {
  const { sink, path } = await two()
  await fetch(`${sink.url}api/messages/${path.split('/')[1]}`, { method: 'DELETE' })
  const { page } = await visit(`${sink.url}${path}`)
  await page.getByText('One of the two messages is gone.').waitFor()
  await page.getByRole('link', { name: 'Open the other one' }).click()
  await page.getByRole('heading', { name: 'Code 771204' }).waitFor()
  await expect.poll(() => page.url()).toContain(`messages/${path.split('/')[2]}`)
})
