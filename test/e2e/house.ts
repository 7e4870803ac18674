/** A sink with a browser in front of it: everything real, from the SMTP port to the pixels. */
import { createTransport, type Mail, type Options } from 'nodemailer'
import { connect, type Socket } from 'node:net'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { startSink, type StartedSink } from '../../server/sink.ts'
import type { SinkOptions } from '../../server/sink-options.ts'
import { CHROMIUM_ARGS, findChromium } from '../support/chromium.ts'

const executablePath = findChromium()

/** Without a browser these tests are skipped; the setup of the tests says why, and fails in CI. */
export const hasBrowser = executablePath !== null

/** One browser for a file; each test has a context of its own. `more` are further arguments of Chromium. */
export function withBrowser(...more: string[]): {
  visit: (url: string, options?: BrowserContextOptions) => Promise<Visit>
} {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (executablePath !== null) browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...more] })
  })
  afterAll(() => browser?.close())
  return {
    async visit(url, options = {}) {
      if (browser === undefined) throw new Error('There is no browser; run such a test with test.runIf(hasBrowser).')
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      const complaints = watch(page, new URL(url).origin)
      await page.goto(url)
      return { page, complaints }
    },
  }
}

export interface Visit {
  page: Page
  /** What the browser complained about: scripts that failed, policies that were hurt, requests to somewhere else. */
  complaints: string[]
}

function watch(page: Page, origin: string): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A 404 is also told here, and some tests ask for what is not there.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`requested ${request.url()}`)
  })
  return complaints
}

/** A sink that ends with its test. */
export async function aSink(options: SinkOptions = {}): Promise<StartedSink & { url: string; smtpPort: number }> {
  const sink = await startSink({ hosts: ['127.0.0.1'], smtp: { port: 0 }, http: { port: 0 }, ...options })
  onTestFinished(() => sink.stop())
  if (sink.http === undefined || sink.smtp === undefined) throw new Error('The sink was started without its ports.')
  return Object.assign(sink, { url: sink.http.url, smtpPort: sink.smtp.port })
}

/** The id of the newest message or session. */
export async function newest(sink: { url: string }, what: 'messages' | 'sessions' = 'messages'): Promise<string> {
  const answer = (await (await fetch(`${sink.url}api/${what}?limit=1`)).json()) as Record<string, { id: string }[]>
  return answer[what]?.[0]?.id ?? ''
}

/** Sends a mail as an application would. */
export async function send(port: number, mail: Mail, options: Partial<Options> = {}): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...options })
  await transport.sendMail({ from: 'ann@example.test', to: 'bob@example.test', text: 'Hello', ...mail })
  transport.close()
}

/** Says lines to a port by hand; each is sent once the server has answered the one before. */
export async function speak(port: number, lines: readonly string[]): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const answered = () => new Promise<void>((resolve) => socket.once('data', () => resolve()))
  await answered()
  for (const line of lines) {
    const answer = answered()
    socket.write(`${line}\r\n`)
    await answer
  }
  return socket
}

/** Row texts of the list, once there are so many. */
export async function rows(page: Page, count: number): Promise<string[]> {
  const row = page.locator('.row')
  await expect.poll(() => row.count()).toBe(count)
  // Not the inner text: rows out of view are not laid out and have none.
  return row.allTextContents()
}
