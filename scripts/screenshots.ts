/**
 * Pictures of the pages, of a sink with mail of every kind in it:
 *
 *     npm run screenshots                       the two of the README, into docs/images
 *     npm run screenshots -- --all --to /tmp/x  every view, at three widths, light and dark, to be looked at
 *
 * Needs Chromium (Debian: `apt-get install chromium`) and the built pages (`npm run build`).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type Page } from 'playwright-core'
import { startSink } from '../server/sink.ts'
import * as mails from '../test/e2e/scenes/mails.ts'
import type { Ports } from '../test/e2e/scenes/send.ts'
import { dropped, oneOfTwo, probes, secureCode, tlsOnPlain, wrongPassword } from '../test/e2e/scenes/sessions.ts'
import { CHROMIUM_ARGS, findChromium } from '../test/support/chromium.ts'

const { values } = parseArgs({
  options: { all: { type: 'boolean', default: false }, to: { type: 'string' } },
})
const images = fileURLToPath(new URL('../docs/images', import.meta.url))
const folder = values.to ?? images
if (values.all && values.to === undefined) {
  console.error('Every view is some hundred pictures: say where they go, outside of the project, with --to.')
  process.exit(2)
}
const executablePath = findChromium()
if (executablePath === null) {
  console.error('There is no Chromium here. Install it, or name one with CHROMIUM=/path.')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

const sink = await startSink({
  hosts: ['127.0.0.1'],
  // The README shows the port that everybody's has.
  smtp: { port: values.all ? 0 : 1025 },
  submission: { port: 0 },
  http: { port: 0 },
  users: [{ user: 'billing', password: 'right-secret' }],
})
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] })
try {
  const url = sink.http?.url ?? ''
  const ports = { smtp: sink.smtp.port, submission: sink.submission?.port ?? 0 }
  if (values.all) await everywhere(browser, 'empty', url, 'messages')
  await fill(ports)
  const ids = await idsOf()
  if (values.all) await all(browser, url, ids)
  else await forReadme(browser, url, ids)
} finally {
  await browser.close()
  await sink.stop()
}

async function fill(ports: Ports): Promise<void> {
  await probes(ports, 6)
  await mails.broken(ports)
  await mails.heavy(ports)
  await mails.endless(ports)
  await mails.arabic(ports)
  await mails.japanese(ports)
  await dropped(ports)
  await mails.nameless(ports)
  await mails.unfinished(ports)
  await tlsOnPlain(ports)
  await oneOfTwo(ports)
  await mails.invitation(ports)
  await mails.nested(ports)
  await mails.code(ports)
  await wrongPassword(ports)
  await secureCode(ports)
  await mails.newsletter(ports)
}

interface Ids {
  /** Messages by subject. */
  readonly message: (subject: string) => string
  /** The session of a message, and the newest that a login was refused in. */
  readonly sessionOf: (subject: string) => string
  readonly failed: string
}

async function idsOf(): Promise<Ids> {
  const page = { limit: 100, before: null, after: null, order: 'desc' } as const
  const { messages } = await sink.store.messages({ ...page, criteria: null, digests: true })
  const answer = await fetch(`${sink.http?.url}api/sessions?outcome=nothing&limit=100`)
  const { sessions } = (await answer.json()) as { sessions: { id: string; auth: { accepted: boolean } | null }[] }
  const named = (subject: string) => {
    const found = messages.find((message) => message.subject.startsWith(subject))
    if (found === undefined) throw new Error(`No message has the subject "${subject}".`)
    return found
  }
  return {
    message: (subject) => named(subject).id,
    sessionOf: (subject) => named(subject).session.id ?? '',
    failed: sessions.find(({ auth }) => auth?.accepted === false)?.id ?? sessions[0]?.id ?? '',
  }
}

async function forReadme(browserOf: Browser, url: string, ids: Ids): Promise<void> {
  const wanted = [
    { name: 'messages', path: `messages/${ids.message('Autumn sale')}/preview` },
    { name: 'conversation', path: `sessions/${ids.failed}` },
  ]
  for (const { name, path } of wanted) {
    const page = await browserOf.newPage({ viewport: { width: 1180, height: 700 }, colorScheme: 'light' })
    await open(page, url + path)
    const file = join(folder, `${name}.webp`)
    writeFileSync(file, await asWebp(browserOf, await page.screenshot()))
    console.log(file)
    await page.context().close()
  }
}

/** A quarter of the size of a PNG; Chromium paints it anew, since it saves pages as PNG and JPEG only. */
async function asWebp(browserOf: Browser, png: Buffer): Promise<Buffer> {
  const page = await browserOf.newPage()
  const url = await page.evaluate<string>(`(async () => {
    const picture = new Image()
    picture.src = 'data:image/png;base64,${png.toString('base64')}'
    await picture.decode()
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d').drawImage(picture, 0, 0)
    return canvas.toDataURL('image/webp', 0.82)
  })()`)
  await page.context().close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

async function all(browserOf: Browser, url: string, ids: Ids): Promise<void> {
  const sale = ids.message('Autumn sale')
  const nested = ids.message('Nested parts')
  const views: [string, string][] = [
    ['list', 'messages'],
    ['filtered', 'messages?q=has:attachment'],
    ['filtered-nothing', 'messages?q=subject:nowhere'],
    ['filtered-wrong', 'messages?q=subjct:hello'],
    ...(['preview', 'text', 'html', 'headers', 'mime', 'files', 'raw', 'smtp'] as const).map(
      (tab): [string, string] => [`sale-${tab}`, `messages/${sale}/${tab}`],
    ),
    ['nested-mime', `messages/${nested}/mime`],
    ['nested-files', `messages/${nested}/files`],
    ['invitation-files', `messages/${ids.message('Invitation')}/files`],
    ['arabic-text', `messages/${ids.message('تم')}/text`],
    ['japanese-text', `messages/${ids.message('打')}/text`],
    ['broken-raw', `messages/${ids.message('Report')}/raw`],
    ['broken-mime', `messages/${ids.message('Report')}/mime`],
    ['endless-headers', `messages/${ids.message('A subject')}/headers`],
    ['unfinished-headers', `messages/${ids.message('Hello {{')}/headers`],
    ['one-of-two-smtp', `messages/${ids.message('To one')}/smtp`],
    ['no-text', `messages/${ids.message('Hello {{')}/text`],
    ['gone', 'messages/01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ['sessions', 'sessions'],
    ['session-failed', `sessions/${ids.failed}`],
    ['session-tls', `sessions/${ids.sessionOf('Your verification')}`],
    ['session-raw', `sessions/${ids.failed}/raw`],
    ['session-facts', `sessions/${ids.failed}/facts`],
    ['compare-headers', `compare/${sale}/${nested}`],
    ['compare-text', `compare/${sale}/${nested}/text`],
    ['compare-preview', `compare/${sale}/${nested}/preview`],
    ['compare-smtp', `compare/${sale}/${nested}/smtp`],
    ['faults', 'faults'],
    ['setup', 'setup'],
    ...(['appearance', 'keyboard', 'time', 'preview', 'storage', 'about'] as const).map((section): [string, string] => [
      `settings-${section}`,
      `settings/${section}`,
    ]),
    ['unknown', 'nowhere'],
  ]
  for (const [name, path] of views) await everywhere(browserOf, name, url, path)
  await everywhere(browserOf, 'palette', url, 'messages', (page) => page.keyboard.press('Control+k'))
  await everywhere(browserOf, 'keys', url, 'messages', (page) => page.keyboard.press('?'))
}

async function everywhere(
  browserOf: Browser,
  name: string,
  url: string,
  path: string,
  before: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  for (const viewport of SIZES)
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browserOf.newPage({ viewport, colorScheme })
      page.on('pageerror', (error) => console.error(`${name}: ${error.message}`))
      await open(page, url + path)
      await before(page)
      await settle(page)
      await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) })
      await page.context().close()
    }
  console.log(name)
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' }).catch(() => page.goto(address))
  await settle(page)
}

/** Late views, frames and their pictures come a few frames after the page. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(400)
}
