import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, rows, send, speak, withBrowser } from './house.ts'
import { ANY_SESSION } from '../../contract/store.ts'

const { visit } = withBrowser()
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 AA. The script goes in by the debugger: the page's policy would refuse it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 100)).join(' | ')))`,
  )
}

async function aVariedSink() {
  const sink = await aSink()
  const files = [{ filename: 'invoice.pdf', content: 'x' }]
  await send(sink.smtpPort, { subject: 'Your code is 482913', bcc: 'audit@example.test', attachments: files })
  await send(sink.smtpPort, { subject: 'A subject that is far too long for any list to show it whole'.repeat(3) })
  const socket = await speak(sink.smtpPort, ['EHLO app', 'MAIL FROM: <a@b.test>', 'RCPT TO:<c@d.test>', 'BOGUS'])
  socket.end('QUIT\r\n')
  return sink
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    test.runIf(hasBrowser)(
      `axe finds nothing in the ${colorScheme} theme at ${width} pixels, and nothing scrolls sideways`,
      async () => {
        const sink = await aVariedSink()
        const { page } = await visit(sink.url, { colorScheme, viewport: { width, height: 800 } })
        await rows(page, 3)
        const check = async (what: string) => {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
          expect({ what, wide, violations: await violations(page) }).toEqual({ what, wide: false, violations: [] })
        }
        await check('the list')
        const { messages } = await sink.store.messages({
          limit: 2,
          before: null,
          after: null,
          order: 'asc',
          criteria: null,
          digests: true,
        })
        for (const tab of ['text', 'headers', 'raw', 'smtp']) {
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
        await check('a failed session')
        await sink.store.deleteMatching({}, null)
        await page.goto(sink.url)
        await page.getByText('Send your first message').waitFor()
        await check('the empty page')
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
