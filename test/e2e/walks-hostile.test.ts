/** What strangers write, in every place where they can write something, is shown in every view and acts in none. */
import { connect } from 'node:net'
import { once } from 'node:events'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, withBrowser } from './house.ts'
import { look } from './look.ts'
import { talk } from './scenes/send.ts'

const { visit } = withBrowser()

const MARKUP = `"><img src=x onerror=alert(1)><svg onload=alert(2)><script>alert(3)</script>`
const TURNED = '\u202Etxt.exe\u2066\u200F'
const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
const NASTY = encoded(`${MARKUP} ${TURNED}`)

const MAIL = [
  `From: ${NASTY} <x@evil.test>`,
  `To: "${MARKUP.replaceAll('"', '\\"')}" <ada@example.test>`,
  `Reply-To: ${NASTY} <${MARKUP.replaceAll(/[<>" ]/g, '')}@evil.test>`,
  `Subject: ${NASTY}`,
  `Date: ${MARKUP}`,
  `Message-ID: <${MARKUP}@evil.test>`,
  `List-Unsubscribe: <javascript:alert(4)>, <https://evil.test/${MARKUP.replaceAll(' ', '%20')}>`,
  `List-Id: ${MARKUP} <list.evil.test>`,
  `Received: from ${MARKUP} by ${MARKUP} with SMTP; ${MARKUP}`,
  `DKIM-Signature: v=1; d=${MARKUP}; s=${MARKUP}; h=from; bh=; b=`,
  `X-"><script>alert(5)</script>: ${MARKUP}`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  `${MARKUP} ${TURNED} javascript:alert(6) https://evil.test/"onmouseover="alert(7) your code is 482913`,
  '--b',
  `Content-Type: ${MARKUP}; name="${MARKUP.replaceAll('"', "'")}"`,
  `Content-ID: <${MARKUP}>`,
  `Content-Disposition: attachment; filename="../${MARKUP.replaceAll('"', "'")}${TURNED}.svg"`,
  '',
  `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(8)"/>`,
  '--b',
  'Content-Type: text/calendar; method=REQUEST',
  'Content-Disposition: attachment; filename=i.ics',
  '',
  `BEGIN:VCALENDAR`,
  `METHOD:${MARKUP}`,
  'BEGIN:VEVENT',
  `SUMMARY:${MARKUP}`,
  `LOCATION:${MARKUP}`,
  'DTSTART:20261204T100000Z',
  `ATTENDEE;CN="${MARKUP.replaceAll('"', "'")}":javascript:alert(9)`,
  'END:VEVENT',
  'END:VCALENDAR',
  '--b',
  'Content-Type: message/rfc822',
  '',
  `Subject: ${NASTY}`,
  `From: ${NASTY} <inner@evil.test>`,
  '',
  MARKUP,
  '--b--',
]

interface Watched {
  page: Page
  /** Dialogs that were opened, and scripts that failed or were refused. */
  ran: string[]
}

async function watched(url: string): Promise<Watched> {
  const { page } = await visit(url)
  const ran: string[] = []
  page.on('pageerror', (error) => void ran.push(error.message))
  page.on('console', (message) => {
    // That a search makes no sense, or a thing is gone, is an answer like any other.
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) ran.push(message.text())
  })
  page.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  return { page, ran }
}

/** The sink with one such mail, an attempt of the same kind, and a mail like the first to compare it with. */
async function aHostileSink() {
  const sink = await aSink({ strict: false })
  const name = MARKUP.replaceAll(/\s/g, '_')
  const quoted = `"${MARKUP.replaceAll('"', '')}"`
  const login = Buffer.from(`\0${MARKUP}\0secret`).toString('base64')
  for (let n = 0; n < 2; n++) {
    await talk(sink.smtpPort, [
      `EHLO ${name}`,
      `AUTH PLAIN ${login}`,
      `MAIL FROM:<${quoted}@evil.test> XTRA=alert(1)`,
      `RCPT TO:<${quoted}@example.test>`,
      'RCPT TO:<ada@example.test>',
      'DATA',
      `${MAIL.join('\r\n')}\r\n.`,
      'QUIT',
    ])
  }
  const socket = connect(sink.smtpPort, '127.0.0.1')
  await once(socket, 'data')
  socket.write(`EHLO ${name}\r\nMAIL FROM:<\u202E${name}@evil.test>\r\n${MARKUP}\r\n`)
  await once(socket, 'data')
  socket.end(`RCPT TO:${MARKUP}\r\nQUIT\r\n`)
  await once(socket.resume(), 'close')
  return sink
}

test.runIf(hasBrowser)(
  'a mail and a session full of markup and turned text are read in every view, and nothing of them runs',
  async () => {
    const sink = await aHostileSink()
    const ids = async (what: string): Promise<string[]> => {
      const answer = (await (await fetch(`${sink.url}api/${what}`)).json()) as Record<string, { id: string }[]>
      return (answer[what] ?? []).map(({ id }) => id)
    }
    const [mails, sessions] = [await ids('messages'), await ids('sessions')]
    expect(mails.length).toBe(2)
    const { page, ran } = await watched(sink.url)
    await expect.poll(() => page.getByTestId('row').count()).toBe(2)
    const list = await page.getByTestId('row').first().innerText()
    expect(list).toContain('<script>alert(3)</script>')
    expect(list).toContain('⟦RLO⟧txt.exe⟦LRI⟧')
    await page.getByTestId('row-attempt').first().hover()
    await look(page, 't5-list')

    const views = [
      ...['preview', 'text', 'html', 'headers', 'mime', 'files', 'raw', 'smtp'].map(
        (tab) => `messages/${mails[0]}/${tab}`,
      ),
      ...sessions.flatMap((id) => ['', '/raw', '/facts'].map((side) => `sessions/${id}${side}`)),
      ...['headers', 'text', 'html', 'preview', 'smtp'].map((what) => `compare/${mails[1]}/${mails[0]}/${what}`),
      'sessions',
      `messages?q=${encodeURIComponent(`subject:"${MARKUP.slice(2)}"`)}`,
      `sessions?q=${encodeURIComponent(MARKUP)}`,
      `messages?q=${encodeURIComponent(`subject:"${TURNED}`)}`,
      `messages/${encodeURIComponent(MARKUP)}`,
      encodeURIComponent(MARKUP),
    ]
    for (const [n, view] of views.entries()) {
      await page.goto(`${sink.url}${view}`)
      await page.locator('main :is(h2, [role=grid], [role=tabpanel])').first().waitFor()
      await page.waitForLoadState('networkidle')
      await look(page, `t5-${n}-${view.split(/[/?]/)[0]?.replaceAll(/\W+/g, '-')}`)
      // Nothing that a stranger wrote has become an element: what is there was made by the page.
      const foreign = await page
        .locator('[onerror], [onload], #page script, img[src="x"], a[href^="javascript:"]')
        .count()
      expect({ view, foreign, ran }).toEqual({ view, foreign: 0, ran: [] })
    }
  },
)

test.runIf(hasBrowser)(
  'notices, the palette, the title, tooltips and what is copied carry such names as they are, and turn nothing around',
  async () => {
    const sink = await aHostileSink()
    const { page, ran } = await watched(sink.url)
    await page.getByTestId('row').first().click()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    expect(await page.title()).toContain('<script>alert(3)</script>')
    // A tooltip has no elements that could keep directions apart: the marks are spelled out there.
    const tips = await page.locator('[title]').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))
    expect(tips.filter((tip) => /[\u202A-\u202E\u2066-\u2069]/.test(tip))).toEqual([])
    const shown = await page.locator('body').innerText()
    expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)

    await page.keyboard.press('Control+k')
    const palette = page.getByTestId('palette')
    await palette.getByRole('combobox').fill(MARKUP)
    await palette.getByRole('option', { name: /Search the messages for/ }).waitFor()
    await look(page, 't5-palette')
    await page.keyboard.press('Escape')
    await page.getByTestId('search').fill(`from:${MARKUP}`)
    await page.getByTestId('search').press('Enter')
    await page.keyboard.press('Delete')
    await look(page, 't5-search')
    expect(ran).toEqual([])
  },
)
