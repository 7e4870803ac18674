/** How a mail came: the whole conversation, with every delay, and no password in it. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import { portsOf } from './scenes/send.ts'
import { secureCode } from './scenes/sessions.ts'

const { visit } = withBrowser()

const events = (page: Page) => page.getByTestId('event')

test.runIf(hasBrowser)(
  'walk 7: a mail tells its conversation, secured and timed, and the very bytes of it',
  async () => {
    const sink = await aSink({
      submission: { port: 0 },
      users: [{ user: 'billing', password: 'right-secret' }],
    })
    const sent = await secureCode(portsOf(sink))
    const { page, complaints } = await visit(sink.url, {
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByTestId('row').click()
    await page.getByTestId('tab-smtp').click()
    await events(page).first().waitFor()
    const told = await events(page).locator('.said').allInnerTexts()
    expect(told.map((one) => one.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^220 /),
      'EHLO app.local',
      expect.stringContaining('STARTTLS'),
      'STARTTLS',
      expect.stringMatching(/^220 /),
      expect.stringMatching(/TLSv1\.3.*TLS_\w+/),
      'EHLO app.local',
      expect.stringMatching(/^250.*AUTH/),
      'AUTH PLAIN ••••••••',
      expect.stringMatching(/^235 /),
      expect.stringMatching(/^MAIL FROM:<no-reply@acme\.test>/),
      expect.stringMatching(/^250 /),
      'RCPT TO:<ada@example.test>',
      expect.stringMatching(/^250 /),
      'DATA',
      expect.stringMatching(/^354 /),
      expect.stringMatching(/Mail · [\d,]+ bytes · \d+ lines$/),
      expect.stringMatching(/^250 /),
      'QUIT',
      expect.stringMatching(/^221 /),
      'Closed after QUIT.',
    ])
    await page.getByText('user “billing”, password never stored').waitFor()
    await look(page, '07-smtp')

    const at = (await page.locator('[data-testid=event] .at').allInnerTexts()).map((text) =>
      Number(text.replaceAll(/[^\d.-]/g, '')),
    )
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(Math.min(...at)).toBeGreaterThanOrEqual(0)

    await page.getByRole('button', { name: 'Server', exact: true }).click()
    await expect
      .poll(() => events(page).evaluateAll((all) => [...new Set(all.map(({ dataset }) => dataset['from']))]))
      .toEqual(['server'])
    await page.getByRole('button', { name: 'Both', exact: true }).click()

    await page.getByTestId('pane').getByRole('tabpanel').getByRole('button', { name: 'Copy…' }).click()
    await page.getByRole('menuitem', { name: 'Conversation as text (C:, S:)' }).click()
    await page.getByTestId('toast').getByText('Copied').waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toMatch(/^S: 220 [^]*^C: EHLO app\.local$[^]*^C: STARTTLS$[^]*^C: AUTH PLAIN [^]*^S: 221 /m)
    const secrets = ['right-secret', Buffer.from('\0billing\0right-secret').toString('base64').slice(0, 24)]
    for (const secret of secrets) expect(text + (await page.content())).not.toContain(secret)

    await page.getByTestId('tab-raw').click()
    await page.locator('.source-row').first().waitFor()
    const lines = await page.locator('.source-text').allTextContents()
    expect(lines.map((line) => line.replace(/\n$/, ''))).toEqual(sent.split('\r\n').slice(0, -1))
    await look(page, '07-raw')

    await page.getByTestId('tab-smtp').click()
    await page.getByRole('link', { name: 'Open the session' }).click()
    await page.getByRole('tab', { name: 'Raw' }).click()
    const client = page.locator('.turn[data-from=client] pre')
    await client.first().waitFor()
    const said = (await client.allTextContents()).join('').replaceAll(/CRLF\n/g, '\r\n')
    expect(said).toContain(`\r\n${sent.replace('\n..', '\n...')}.\r\nQUIT`)
    for (const secret of secrets) expect(said).not.toContain(secret)
    await look(page, '07-session-raw')
    expect(complaints).toEqual([])
  },
)
