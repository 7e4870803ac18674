/** Walks 10 and 11: what is going on is seen while it goes on, and never moves what somebody reads. */
import { connect } from 'node:net'
import { once } from 'node:events'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import * as mails from './scenes/mails.ts'
import { portsOf } from './scenes/send.ts'

const { visit } = withBrowser()

const held = async (page: Page) => Number(await page.getByTestId('list').getAttribute('aria-rowcount'))
const row = (page: Page, text: string) => page.getByTestId('row').filter({ hasText: text })
const topOf = (page: Page) => page.getByTestId('list').evaluate((list) => list.scrollTop)

/** Sends so many mails over one connection, each pipelined behind the other; resolves when the last is kept. */
async function burst(port: number, count: number, from = 0): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let answers = 0
  const all = new Promise<void>((resolve) => {
    socket.on('data', (data) => {
      answers += data.toString().match(/^250 2\.6\.0/gm)?.length ?? 0
      if (answers >= count) resolve()
    })
  })
  await once(socket, 'connect')
  socket.write('EHLO burst.test\r\n')
  for (let n = from; n < from + count; n++) {
    const mail = `From: Burst <burst@acme.test>\r\nTo: ada@example.test\r\nSubject: burst ${n}\r\n\r\nHello ${n}\r\n.`
    socket.write(`MAIL FROM:<burst@acme.test>\r\nRCPT TO:<ada@example.test>\r\nDATA\r\n`)
    socket.write(`${mail}\r\n`)
  }
  await all
  socket.end('QUIT\r\n')
}

test.runIf(hasBrowser)(
  'walk 10: a session that is typed by hand grows line by line, and its end is told in words',
  async () => {
    const sink = await aSink()
    await mails.code(portsOf(sink))
    const { page, complaints } = await visit(`${sink.url}sessions`)
    await expect.poll(() => page.getByTestId('row').count()).toBe(1)
    const socket = connect(sink.smtpPort, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const first = page.getByTestId('row').first()
    await expect.poll(() => first.getAttribute('data-outcome')).toBe('open')
    await look(page, '10-open-session')
    await first.click()
    const events = page.getByTestId('event')
    await events.getByText('220 ').first().waitFor()

    // Letter by letter: a line is a line once it has its end.
    for (const letter of 'EHLO slow.test') socket.write(letter)
    socket.write('\r\n')
    await events.getByText('EHLO slow.test').waitFor()
    socket.write('MAIL FROM:<slow@acme.test>\r\n')
    await events.getByText('MAIL FROM:<slow@acme.test>').waitFor()
    await page.locator('.verdict', { hasText: 'In progress' }).waitFor()
    await look(page, '10-live-session')

    socket.resetAndDestroy()
    await page.locator('.verdict[data-outcome=nothing]').waitFor()
    expect(await page.locator('.verdict').innerText()).toContain(
      'The client named a sender and no recipient. It reset the connection.',
    )
    await expect.poll(() => first.getAttribute('data-outcome')).toBe('nothing')
    await look(page, '10-ended-session')
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)(
  'walk 11: while mails pour in, what is open, what is chosen, what is typed and where the list stands do not move',
  async () => {
    const sink = await aSink()
    await burst(sink.smtpPort, 100)
    const { page, complaints } = await visit(sink.url)
    await expect.poll(() => held(page)).toBe(100)
    await page.getByTestId('list').evaluate((list) => list.scrollTo({ top: 56 * 40 }))
    await row(page, 'burst 55').click()
    await page.getByRole('heading', { name: 'burst 55' }).waitFor()
    await row(page, 'burst 53').click({ modifiers: ['Control'] })
    const [before, top] = [await row(page, 'burst 53').boundingBox(), await topOf(page)]
    await page.getByTestId('search').focus()

    const poured = burst(sink.smtpPort, 600, 100)
    await page.keyboard.type('"burst 7', { delay: 20 })
    await poured
    await expect.poll(() => held(page)).toBe(700)

    expect(await row(page, 'burst 53').boundingBox()).toEqual(before)
    expect(await topOf(page)).toBe(top + 600 * 56)
    expect(await page.locator('.row[aria-selected=true] .what').allTextContents()).toEqual(['burst 53'])
    expect(await page.locator('.row[aria-current] .what').allTextContents()).toEqual(['burst 55'])
    expect(await page.getByRole('heading', { name: 'burst 55' }).isVisible()).toBe(true)
    // A quote that is open is nothing to search for yet, so that all of it is still there.
    expect(await page.getByTestId('search').inputValue()).toBe('"burst 7')
    const pill = page.getByRole('button', { name: '600 new' })
    await pill.waitFor()
    await look(page, '11-poured')
    await pill.click()
    await row(page, 'burst 699').waitFor()
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('walk 11: a search is counted on while what matches it pours in', async () => {
  const sink = await aSink()
  const { page } = await visit(`${sink.url}messages?q=subject:/9$/`)
  await page.getByTestId('empty').waitFor()
  await burst(sink.smtpPort, 300)
  await expect.poll(() => held(page)).toBe(30)
  await page.getByText('30 found').waitFor()
  const subjects = await page.locator('[data-testid=row] .what').allTextContents()
  expect(subjects.every((subject) => subject.endsWith('9'))).toBe(true)
})
