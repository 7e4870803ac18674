import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aSink, hasBrowser, newest, send, speak, withBrowser } from './house.ts'

const { visit } = withBrowser()
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

const OTP = {
  from: 'Acme <no-reply@acme.test>',
  to: 'Ada <ada@example.test>',
  subject: 'Your verification code is 482913',
  text: 'Your verification code is 482913.\n\nhttps://acme.test/verify?token=8f2c\n',
  html: '<p>Your verification code is <b>482913</b></p><a href="https://acme.test/verify?token=8f2c">Verify</a>',
}

async function opened(sink: Awaited<ReturnType<typeof aSink>>, tab = '') {
  const visited = await visit(`${sink.url}messages/${await newest(sink)}${tab}`, clipboard)
  await visited.page.getByTestId('pane').waitFor()
  return visited
}

test.runIf(hasBrowser)('a code and a link are copied by one key each, and shown with what they are', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, OTP)
  const { page, complaints } = await opened(sink)
  await page.keyboard.press('c')
  await page.getByText('Code copied').waitFor()
  expect(await copied(page)).toBe('482913')
  await page.keyboard.press('l')
  await page.getByText('Link copied').waitFor()
  expect(await copied(page)).toBe('https://acme.test/verify?token=8f2c')

  const pane = page.getByTestId('pane')
  expect(await pane.getByTestId('chip-code').innerText()).toContain('482913')
  const link = pane.getByTestId('chip-link').getByRole('link')
  expect(await link.getAttribute('href')).toBe('https://acme.test/verify?token=8f2c')
  expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer'])
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'the envelope tells who got the mail unnamed, who was refused, and what was said of each',
  async () => {
    const sink = await aSink({ strict: true })
    const socket = await speak(sink.smtpPort, [
      'EHLO app',
      'MAIL FROM:<bounce@acme.test> SIZE=100',
      'RCPT TO:<ada@example.test> NOTIFY=NEVER',
      'RCPT TO: <bad@example.test>',
      'RCPT TO:<audit@example.test>',
      'DATA',
      'From: no-reply@acme.test\r\nTo: ada@example.test, left@example.test\r\nBcc: audit@example.test\r\nSubject: Envelope\r\n\r\nx\r\n.',
    ])
    socket.end('QUIT\r\n')
    const { page } = await opened(sink)
    const fold = page.getByRole('button', { name: /^Envelope: MAIL FROM bounce@acme\.test/ })
    expect(await fold.innerText()).toMatch(
      /differs from From.*RCPT 3.*1 refused.*1 of the headers missing.*Bcc header was sent/s,
    )
    await page.keyboard.press('e')
    const details = page.locator('.envelope-details')
    await details.waitFor()
    const lines = await details.locator('li').allInnerTexts()
    expect(lines[0]).toMatch(/ada@example\.test> NOTIFY=NEVER\s*accepted\s*250/)
    expect(lines[1]).toMatch(/refused\s*5\d\d/)
    expect(await details.innerText()).toMatch(/left@example\.test[^]*audit@example\.test/)

    await page.reload()
    await details.waitFor()
  },
)

test.runIf(hasBrowser)(
  'what the menu copies works: the line for a shell sends the mail again, the test finds it',
  async () => {
    const sink = await aSink()
    await send(sink.smtpPort, { ...OTP, envelope: { from: "o'neil+$HOME@acme.test", to: ['ada@example.test'] } })
    const { page, complaints } = await opened(sink)
    const menu = page.getByRole('menu')
    async function copy(name: string): Promise<string> {
      await page.getByRole('button', { name: 'Copy…' }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
      await expect.poll(() => menu.count()).toBe(0)
      await page.waitForTimeout(150)
      return copied(page)
    }
    expect(await copy('Link to this message')).toBe(page.url().replace(/\/\w+$/, `/${await newest(sink)}`))
    const before = await newest(sink)
    const run = promisify(execFile)
    await run('bash', ['-c', await copy('curl line that sends it again')])
    const after = await newest(sink)
    expect(after).not.toBe(before)
    const [, again] = await Promise.all(
      [before, after].map(async (id) => (await fetch(`${sink.url}api/messages/${id}`)).json()),
    )
    expect(again.envelope).toMatchObject({ from: "o'neil+$HOME@acme.test", to: ['ada@example.test'] })
    const raws = await Promise.all(
      [before, after].map(async (id) => (await fetch(`${sink.url}api/messages/${id}/raw`)).text()),
    )
    expect(raws[1]).toBe(raws[0])

    expect((await run('bash', ['-c', await copy('curl')])).stdout).toContain('482913')
    const python = await copy('Python')
    await run('python3', ['-c', `${python}\ntest_mail()`])

    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Copy…' }).press('Enter')
    await page.keyboard.press('End')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('curl')
    await page.keyboard.press('Escape')
    expect(await menu.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Copy…')
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('tabs are walked by arrows, opened by Enter, and say why they are empty', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Plain', text: 'Hello' })
  const { page } = await opened(sink)
  const chosen = page.locator('[role=tab][aria-selected=true]')
  expect(await chosen.innerText()).toBe('Text')
  await chosen.focus()
  await page.keyboard.press('ArrowRight')
  const html = page.getByTestId('tab-html')
  expect(await html.evaluate((tab) => tab === document.activeElement)).toBe(true)
  expect([await chosen.innerText(), await html.getAttribute('title')]).toEqual([
    'Text',
    'The sender sent no HTML part.',
  ])
  await page.keyboard.press('Enter')
  expect(await chosen.innerText()).toBe('Text')
  await page.keyboard.press(']')
  expect(await chosen.innerText()).toBe('Headers')
  await page.keyboard.press('7')
  await page.locator('.source-row').first().waitFor()
  await expect.poll(() => page.url()).toMatch(/\/raw$/)

  await page.goto(`${sink.url}messages/${await newest(sink)}/html`)
  await page.getByRole('tabpanel').getByText('The sender sent no HTML part.').waitFor()
})

test.runIf(hasBrowser)('lines have addresses: one opens there, in a fresh browser and below a base path', async () => {
  const sink = await aSink({ http: { port: 0, basePath: '/mail/' } })
  await send(sink.smtpPort, {
    raw: `Subject: Lines\r\n\r\n${'line\r\n'.repeat(500)}`,
    envelope: { from: 'a@b.test', to: 'c@d.test' },
  })
  const { page, complaints } = await opened(sink, '/raw#L420-L424')
  const chosen = page.locator('.source-row[data-chosen=true] .source-number')
  await expect.poll(() => chosen.allInnerTexts()).toEqual(['420', '421', '422', '423', '424'])
  await page.getByRole('link', { name: '426', exact: true }).click()
  await expect.poll(() => page.url()).toMatch(/#L426$/)
  await page.getByRole('link', { name: '428', exact: true }).click({ modifiers: ['Shift'] })
  await expect.poll(() => page.url()).toMatch(/#L426-L428$/)
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)(
  'a mail of 20 megabytes is read by its lines, searched to its end, and downloaded whole',
  async () => {
    const sink = await aSink()
    const raw = Buffer.from(`Subject: large\r\n\r\n${`${'0123456789'.repeat(7)}\r\n`.repeat(280_000)}the needle\r\n`)
    await sink.store.import(raw, { from: 'a@b', to: ['c@d'] }, '127.0.0.1')
    const { page, complaints } = await opened(sink, '/raw')
    await page.locator('.source-row').first().waitFor()
    expect(await page.locator('.source-row').count()).toBeLessThan(100)
    await page.locator('.source').focus()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('the needle')
    await expect.poll(() => page.locator('.find-count').innerText(), { timeout: 15_000 }).toBe('1 of 1')
    await page.locator('.hit.current').waitFor()
    expect(await page.getByText('280,003 lines').count()).toBe(1)

    const download = page.getByRole('link', { name: 'Download .eml' }).last()
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()])
    // Compared by itself: a difference of megabytes is nothing to print.
    expect((await readFile(await file.path())).equals(raw)).toBe(true)
    expect(complaints).toEqual([])
  },
)

test.runIf(hasBrowser)('one line of five megabytes neither freezes the text nor is lost', async () => {
  const sink = await aSink()
  await sink.store.import(
    Buffer.from(`Subject: x\r\n\r\n${'y'.repeat(5_000_000)}end`),
    { from: 'a@b', to: ['c@d'] },
    '127.0.0.1',
  )
  const { page } = await opened(sink, '/text')
  await page.locator('.source-row').first().waitFor()
  await page.locator('.source').focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('.source-row').last().innerText()).toMatch(/end$/)
  expect(await page.locator('.source-row').count()).toBeLessThan(100)
})

test.runIf(hasBrowser)('raw shows every byte, and what cannot be seen otherwise', async () => {
  const sink = await aSink()
  const raw = Buffer.concat([
    Buffer.from('Subject: raw\r\n\r\nbell \u0007 and Latin-1 \xFF\r\nbare\nlf\r\n', 'latin1'),
    Buffer.from(`override \u202E\r\n${'x'.repeat(1100)}\r\n`),
  ])
  await sink.store.import(raw, { from: 'a@b', to: ['c@d'] }, '127.0.0.1')
  const { page } = await opened(sink, '/raw')
  const rows = page.locator('.source-row')
  await rows.first().waitFor()
  const said = (await rows.allInnerTexts()).join('\n')
  for (const mark of ['bell ␇', '\\xFF', '⟦RLO⟧', 'LF only', '1,100 octets']) expect(said).toContain(mark)
  expect(said).not.toContain('CRLF')
  await page.getByRole('button', { name: 'Line ends' }).click()
  expect((await rows.allInnerTexts()).join('\n')).toContain('CRLF')
})

test.runIf(hasBrowser)('HTML source stands as it was sent, laid out only when asked', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { ...OTP, html: '<table><tr><td>caf\u00e9</td></tr></table>' })
  const { page } = await opened(sink, '/html')
  const text = page.locator('.source-text')
  expect(await text.allInnerTexts()).toEqual(['<table><tr><td>café</td></tr></table>'])
  await page.getByRole('button', { name: 'Pretty' }).click()
  await expect.poll(() => text.allInnerTexts()).toContain('    <td>café</td>')
  await page.getByRole('button', { name: 'Transfer-encoded' }).click()
  await expect.poll(async () => (await text.allInnerTexts()).join('\n')).toContain('caf=C3=A9')
})

test.runIf(hasBrowser)(
  'the head stands still from one mail to the next, and a mail deleted elsewhere says so',
  async () => {
    const sink = await aSink()
    await send(sink.smtpPort, OTP)
    await send(sink.smtpPort, { subject: `A very long subject ${'that goes on '.repeat(30)}`, text: 'x' })
    const { page } = await opened(sink)
    const strip = page.getByRole('tablist')
    const top = async () => (await strip.boundingBox())?.y
    const first = await top()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: OTP.subject }).waitFor()
    expect(await top()).toBe(first)

    const id = /messages\/(\w+)/.exec(page.url())?.[1] ?? ''
    await fetch(`${sink.url}api/messages/${id}`, { method: 'DELETE' })
    await page.getByText('This message was deleted.').waitFor()
    await page.getByText(OTP.subject).last().waitFor()
  },
)

test.runIf(hasBrowser)('text is the sender’s own: links open apart, quotes are told, nothing is made up', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, {
    subject: 'Text',
    text: 'See https://acme.test/a.\n> quoted\n>> twice\njavascript:alert(1)\n',
  })
  const { page, complaints } = await opened(sink)
  const links = page.locator('.text a')
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://acme.test/a',
  ])
  expect(await links.getAttribute('target')).toBe('_blank')
  expect(
    await page.locator('.stretch[data-depth]').evaluateAll((all) => all.map((one) => one.getAttribute('data-depth'))),
  ).toEqual(['1', '2'])

  await send(sink.smtpPort, { raw: 'Subject: only HTML\r\nContent-Type: text/html\r\n\r\n<p>Hidden words</p>\r\n' })
  await page.goto(`${sink.url}messages/${await newest(sink)}/text`)
  await page.getByRole('tabpanel').getByText('The sender sent no text part.').waitFor()
  expect(await page.getByRole('tabpanel').getByText('Hidden words').count()).toBe(0)
  expect(complaints).toEqual([])
})

test.runIf(hasBrowser)('compares with the last one of the same sender and subject, if there is one', async () => {
  const sink = await aSink()
  await send(sink.smtpPort, { subject: 'Weekly (50% off) *', text: 'one' })
  const first = await newest(sink)
  await send(sink.smtpPort, { subject: 'Something else', text: 'two' })
  await send(sink.smtpPort, { subject: 'Weekly (50% off) *', text: 'three' })
  const { page } = await opened(sink)
  const compare = page.getByRole('button', { name: /^Compare with the previous/ })
  await compare.click()
  await page.waitForURL(new RegExp(`/compare/${first}/\\w+`))
  await page.goto(`${sink.url}messages/${first}`)
  await compare.click()
  await page.getByText('No earlier message has this sender and this subject.').waitFor()
  await expect.poll(() => page.url()).toMatch(new RegExp(`/messages/${first}`))
})
