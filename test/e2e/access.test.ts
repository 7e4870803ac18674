/** Every view, in both themes and at both ends of the widths: readable, operable, and never wider than the window. */
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, speak, withBrowser } from './house.ts'
import { look } from './look.ts'
import { ANY_SESSION } from '../../contract/store.ts'

const { visit } = withBrowser()

async function aVariedSink() {
  const sink = await aSink()
  const files = [{ filename: 'invoice.pdf', content: 'x' }]
  await send(sink.smtpPort, {
    subject: 'Your code is 482913',
    bcc: 'audit@example.test',
    html: '<p>482913</p>',
    attachments: files,
  })
  await send(sink.smtpPort, { subject: 'A subject that is far too long for any list to show it whole'.repeat(3) })
  const socket = await speak(sink.smtpPort, ['EHLO app', 'MAIL FROM: <a@b.test>', 'RCPT TO:<c@d.test>', 'BOGUS'])
  socket.end('QUIT\r\n')
  return sink
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    test.runIf(hasBrowser)(
      `axe finds nothing in the ${colorScheme} theme at ${width} pixels, and nothing scrolls sideways`,
      { timeout: 180_000 },
      async () => {
        const sink = await aVariedSink()
        const { page, complaints } = await visit(sink.url, { colorScheme, viewport: { width, height: 800 } })
        await rows(page, 3)
        const check = (what: string) => look(page, `access-${what}-${width}-${colorScheme}`)
        await check('list')
        const { messages } = await sink.store.messages({
          limit: 2,
          before: null,
          after: null,
          order: 'asc',
          criteria: null,
          digests: true,
        })
        for (const tab of ['preview', 'text', 'html', 'headers', 'mime', 'files', 'raw', 'smtp']) {
          await page.goto(`${sink.url}messages/${messages[0]?.id}/${tab}`)
          await page.locator('[role=tabpanel] > *').first().waitFor()
          await check(tab)
        }
        const { sessions } = await sink.store.sessions({
          limit: 1,
          before: null,
          after: null,
          order: 'desc',
          ...ANY_SESSION,
          outcome: ['nothing'],
        })
        await page.goto(`${sink.url}sessions/${sessions[0]?.id}`)
        await page.locator('.transcript .entry').first().waitFor()
        await check('session')
        for (const place of ['sessions', 'setup', 'settings']) {
          await page.goto(sink.url + place)
          await page.locator('main :is(h2, [role=row])').first().waitFor()
          await check(place)
        }
        await sink.store.delete({ kind: 'criteria', criteria: {} }, null, null)
        await page.goto(sink.url)
        await page.getByText('Send your first message').waitFor()
        await check('empty')
        expect(complaints).toEqual([])
      },
    )
  }
}

test.runIf(hasBrowser)(
  'on a narrow page a mail takes the place of the list, and the way back leads to it',
  async () => {
    const sink = await aSink()
    await send(sink.smtpPort, { subject: 'small screen' })
    const { page } = await visit(sink.url, { viewport: { width: 390, height: 844 } })
    await page.locator('.row').click()
    await page.getByRole('heading', { name: 'small screen' }).waitFor()
    expect(await page.locator('.list').isVisible()).toBe(false)
    await page.getByRole('link', { name: '‹ Messages' }).click()
    await page.locator('.row').waitFor()
    expect(await page.locator('.reading').isVisible()).toBe(false)
  },
)

test.runIf(hasBrowser)('the chosen theme is remembered and there before the first paint', async () => {
  const sink = await aSink()
  const { page } = await visit(sink.url, { colorScheme: 'light' })
  for (const name of ['Theme: System', 'Theme: Light']) await page.getByRole('button', { name }).click()
  // Without the module, so that only what runs before it can have set the theme.
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
})
