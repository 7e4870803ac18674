/** One visit to the pages, as somebody makes it who reads, scrolls, steps and searches; and what it took. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { openSender } from '../load/letters.ts'

export interface Figures {
  /** Milliseconds from the navigation to the frame behind the one that has the first row. */
  firstRow: number
  nodes: number
  framesPerSecond: number
  /** Milliseconds from the event to the frame behind, at p95: the longer of a key that is held and of single ones. */
  keyToPaint: number
  /** Megabytes of JavaScript objects after a collection. */
  heap: number
  /** Milliseconds, the longest of all keys typed while mail pours in. */
  typing: number
}

const RATE = 200
const SECONDS = 10

/** Runs in the page before its own scripts: notes when the first row is painted, and how long each key takes. */
const WATCH = `
  globalThis.bench = { firstRow: null, keys: [] }
  const painted = (then) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = then; c.port2.postMessage(0) })
  const look = new MutationObserver(() => {
    if (!document.querySelector('[data-testid=row]')) return
    look.disconnect()
    painted(() => (bench.firstRow = performance.now()))
  })
  look.observe(document, { childList: true, subtree: true })
  addEventListener('keydown', (event) => painted(() => bench.keys.push(performance.now() - event.timeStamp)), true)
`

export async function visit(
  browser: Browser,
  { url, smtpPort, mails }: { url: string; smtpPort: number; mails: number },
): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(WATCH)
  await page.goto(url)
  await until(page, 'bench.firstRow !== null')
  const firstRow = await page.evaluate<number>('bench.firstRow')
  await until(
    page,
    `Number(document.querySelector('[data-testid=list] [role=grid], [data-testid=list][role=grid]')?.getAttribute('aria-rowcount')) >= ${mails}`,
  )

  const keyToPaint = Math.max(
    percentile(await held(page, 'j', 100), 0.95),
    percentile(await pressed(page, 'k', 50), 0.95),
  )
  const framesPerSecond = await scrollThrough(page)
  const nodes = await page.evaluate<number>("document.querySelectorAll('*').length")
  const session = await page.context().newCDPSession(page)
  const heap = await heapOf(session)
  const typing = await typingUnderLoad(page, smtpPort)
  await page.context().close()
  return { firstRow, nodes, framesPerSecond, keyToPaint, heap, typing }
}

/** Asks from outside: the page's policy forbids the eval by which Playwright would ask inside. */
async function until(page: Page, expression: string): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`The page did not come to this within 60 s: ${expression}`)
    await sleep(20)
  }
}

/** A key that is held repeats so often a second; pressed again and again it opens mail after mail. */
const REPEATS = 30
const PRESSES = 6

async function held(page: Page, key: string, times: number): Promise<number[]> {
  const taken = await keysTaken(page, times, REPEATS, () => page.keyboard.down(key))
  await page.keyboard.up(key)
  return taken
}

function pressed(page: Page, key: string, times: number): Promise<number[]> {
  return keysTaken(page, times, PRESSES, () => page.keyboard.press(key))
}

async function keysTaken(page: Page, times: number, perSecond: number, strike: () => Promise<void>): Promise<number[]> {
  await page.evaluate('bench.keys.length = 0')
  const started = Date.now()
  for (let n = 0; n < times; n += 1) {
    await sleep(Math.max(0, started + (n * 1000) / perSecond - Date.now()))
    await strike()
  }
  await until(page, `bench.keys.length >= ${times}`)
  return page.evaluate<number[]>('bench.keys')
}

/** To the end of the list and back in six seconds, and how many frames there were in each. */
function scrollThrough(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((done) => {
    const rows = [...document.querySelectorAll('[data-testid=list], [data-testid=list] *')]
      .find((one) => one.scrollHeight > one.clientHeight + 1000 && getComputedStyle(one).overflowY !== 'visible')
    const started = performance.now()
    let frames = 0
    const step = (now) => {
      const share = (now - started) / 6000
      if (share >= 1) return done(frames / 6)
      frames += 1
      rows.scrollTop = (1 - Math.abs(1 - share * 2)) * (rows.scrollHeight - rows.clientHeight)
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })`)
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** Types into the search, ten keys a second, while mail comes in at its rate; nothing of it is searched for. */
async function typingUnderLoad(page: Page, smtpPort: number): Promise<number> {
  await page.keyboard.press('/')
  await page.evaluate('bench.keys.length = 0')
  const end = Date.now() + SECONDS * 1000
  const pouring = pour(smtpPort, end)
  while (Date.now() < end) {
    await page.keyboard.press(Math.random() < 0.5 ? 'a' : 'Backspace')
    await sleep(100)
  }
  await pouring
  const keys = await page.evaluate<number[]>('bench.keys')
  return Math.max(...keys)
}

async function pour(port: number, end: number): Promise<void> {
  const sender = await openSender(port)
  const started = Date.now()
  for (let sent = 0; Date.now() < end; sent += 1) {
    const ahead = (sent / RATE) * 1000 - (Date.now() - started)
    if (ahead > 5) await sleep(ahead)
    await sender.send({ to: `user${sent % 50}@example.com`, subject: `Pouring ${sent}` })
  }
  sender.close()
}

function percentile(list: readonly number[], share: number): number {
  return list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN
}
