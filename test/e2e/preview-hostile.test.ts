/** Mails that want out of their frame, in a real browser: a server beside the sink sees what they ask for. */
import type { BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { PreviewAnswer } from '../../contract/preview.ts'
import { aCanary, type Canary } from './canary.ts'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'
import { VECTORS } from './preview-vectors.ts'

// Chromium would keep a page whose address it does not know, such as one of a test, from asking this machine for anything.
// A hundred pages at once take their time on a busy machine.
const timeout = 180_000
const { visit } = withBrowser('--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests')
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'
const STRICT = 'allow-popups allow-popups-to-escape-sandbox'
/** As the page of the app has it. */
const SHELL = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; frame-src 'self'; object-src 'none'; frame-ancestors 'none'",
}

/** Elements of a page that would act by themselves, in the words of the browser. */
const ACTING = `[...document.querySelectorAll('link, meta[http-equiv]:not([http-equiv=content-type i]), base ~ base, script, iframe, frame, object, embed')]
  .map((element) => element.outerHTML).join()`

interface Hostile {
  readonly names: string[]
  readonly html: Map<string, string>
  /** Path of the preview of each mail. */
  readonly paths: Map<string, string>
  readonly url: string
  readonly canary: Canary
}

/** Every vector as a mail of its own, sent over SMTP. */
async function hostile(): Promise<Hostile> {
  const canary = await aCanary()
  const sink = await aSink()
  const names = Object.keys(VECTORS)
  const html = new Map(
    names.map((name) => {
      const run = `postMessage({ran:'${name}'},'*');alert('${name}');top.document.title='ran ${name}'`
      return [name, VECTORS[name]!(canary.url(name), run.replaceAll('postMessage', 'parent.postMessage'))] as const
    }),
  )
  await Promise.all(names.map((name) => send(sink.smtpPort, { subject: name, html: html.get(name)! })))
  const list = (await (await fetch(`${sink.url}api/messages?limit=1000`)).json()) as {
    messages: { id: string; subject: string }[]
  }
  const paths = new Map<string, string>()
  for (const { id, subject } of list.messages) {
    const answer = await fetch(`${sink.url}api/messages/${id}/preview`, { method: 'POST' })
    paths.set(subject, ((await answer.json()) as PreviewAnswer).url)
  }
  return { names, html, paths, url: sink.url, canary }
}

/** A page of the sink's own origin, and what happened to it. */
async function shell(url: string, headers: Record<string, string>): Promise<{ page: Page; ran: string[] }> {
  const { page } = await visit(`${url}livez`)
  const ran: string[] = []
  await page
    .context()
    .route(`${url}shell`, (route) =>
      route.fulfill({ contentType: 'text/html', headers, body: '<!doctype html><title>shell</title>' }),
    )
  watch(page.context(), ran)
  await page.exposeFunction('heard', (name: string) => void ran.push(`${name} (script)`))
  await page.goto(`${url}shell`)
  await page.evaluate(() => {
    addEventListener('message', ({ data }: MessageEvent<{ ran?: string } | null>) => {
      if (data?.ran !== undefined) (window as unknown as { heard(name: string): void }).heard(data.ran)
    })
  })
  return { page, ran }
}

function watch(context: BrowserContext, ran: string[]): void {
  context.on('dialog', (dialog) => {
    ran.push(`${dialog.message()} (dialog)`)
    void dialog.dismiss()
  })
}

/** Puts frames on the page and waits until all have loaded. */
async function frames(page: Page, sources: readonly Record<string, string>[]): Promise<void> {
  await page.evaluate(
    (all) =>
      Promise.all(
        all.map(
          (attributes) =>
            new Promise((resolve) => {
              const frame = document.createElement('iframe')
              for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
              frame.addEventListener('load', resolve)
              document.body.append(frame)
            }),
        ),
      ),
    sources,
  )
}

/**
 * Resolves when a page that comes after all others has got through, to a server of its own, with what takes longest:
 * an image, then a refresh that is a second later than those of the mails.
 */
async function settled(page: Page, url: string): Promise<void> {
  const canary = await aCanary()
  // In a context of its own: where the mails are, a renderer may be busy with them.
  const context = await page.context().browser()!.newContext()
  onTestFinished(() => context.close())
  const tab = await context.newPage()
  const body = `<img src="${canary.url('image')}"><meta http-equiv="refresh" content="1;url=${canary.url('refresh')}">`
  await tab.route(`${url}last`, (route) => route.fulfill({ contentType: 'text/html', body }))
  await tab.goto(`${url}last`)
  await expect.poll(() => canary.asked.some(({ name }) => name === 'refresh'), { timeout: 20_000 }).toBe(true)
}

/** Names of those that got through, each with what it was asked as. */
function reached({ asked, connections }: Canary): string[] {
  const named = asked.map(({ name, headers }) => `${name} (${headers['sec-fetch-dest'] ?? 'no dest'})`)
  const silent = connections() - asked.length
  return [...new Set(named), ...(silent > 0 ? [`${silent} connections without a request`] : [])].toSorted()
}

test('there are more than 55 of them', () => {
  expect(Object.keys(VECTORS).length).toBeGreaterThan(55)
})

test.runIf(hasBrowser)('without the preview, most of them get through: the control', { timeout }, async () => {
  const { html, names, url, canary } = await hostile()
  // The policy of the app would be inherited by its frames, so this page has none.
  const { page, ran } = await shell(url, {})
  await frames(
    page,
    names.map((name) => ({ srcdoc: html.get(name)! })),
  )
  await settled(page, url)
  const through = new Set(canary.asked.map(({ name }) => name))
  expect(through.size).toBeGreaterThan(40)
  expect(new Set(ran).size).toBeGreaterThan(10)
  expect(await page.title()).toMatch(/^ran /)
})

test.runIf(hasBrowser)('in the frame of the app nothing is asked for and nothing runs', { timeout }, async () => {
  const { names, paths, url, canary } = await hostile()
  const { page, ran } = await shell(url, SHELL)
  await frames(
    page,
    names.map((name) => ({ src: paths.get(name)!, sandbox: SANDBOX })),
  )
  await settled(page, url)
  expect(reached(canary)).toEqual([])
  expect(ran).toEqual([])
  expect(await page.title()).toBe('shell')
})

test.runIf(hasBrowser)('nor in the strict one', { timeout }, async () => {
  const { names, paths, url, canary } = await hostile()
  const { page, ran } = await shell(url, SHELL)
  await frames(
    page,
    names.map((name) => ({ src: `${paths.get(name)}?strict=true`, sandbox: STRICT })),
  )
  await settled(page, url)
  expect(reached(canary)).toEqual([])
  expect(ran).toEqual([])
})

test.runIf(hasBrowser)('nor in a tab of its own', { timeout }, async () => {
  const { names, paths, url, canary } = await hostile()
  const { page } = await visit(`${url}livez`)
  const ran: string[] = []
  watch(page.context(), ran)
  const titles: string[] = []
  const waiting = [...names]
  const work = async () => {
    const tab = await page.context().newPage()
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const target = new URL(paths.get(name)!, url).href
      // Half a second without a request: a refresh would have begun by then.
      await tab.goto(target, { waitUntil: 'networkidle' })
      if (tab.url() !== target) ran.push(`${name} went to ${tab.url()}`)
      titles.push(await tab.title())
      // What no policy stops, and a browser may or may not get round to: it has to be gone from the tree it built.
      const left = await tab.evaluate<string>(ACTING)
      if (left !== '') ran.push(`${name} has ${left}`)
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
  await settled(page, url)
  expect(reached(canary)).toEqual([])
  expect(ran).toEqual([])
  expect(titles.filter((title) => title.startsWith('ran'))).toEqual([])
})

test.runIf(hasBrowser)(
  'with remote content, only images, style sheets and fonts are, and nobody is told from where',
  async () => {
    const { names, paths, url, canary } = await hostile()
    const { page, ran } = await shell(url, SHELL)
    await frames(
      page,
      names.map((name) => ({ src: `${paths.get(name)}?remote=1`, sandbox: SANDBOX })),
    )
    expect(reached(canary).filter((entry) => !/\((image|style|font)\)$/.test(entry))).toEqual([])
    expect(canary.asked.filter(({ headers }) => 'referer' in headers).map(({ name }) => name)).toEqual([])
    const through = new Set(canary.asked.map(({ name }) => name))
    for (const name of [
      'img',
      'img srcset',
      'link stylesheet',
      'style font',
      'style import',
      'svg image',
      'video poster',
    ])
      expect(through).toContain(name)
    expect(ran).toEqual([])
  },
)

test.runIf(hasBrowser)(
  'with the rewriting out of the way, the policy alone stops all but a preconnect',
  { timeout },
  async () => {
    const { names, html, paths, url, canary } = await hostile()
    const { page, ran } = await shell(url, SHELL)
    const named = new Map(names.map((name) => [new URL(paths.get(name)!, url).href, name]))
    await page.context().route(`${url}preview/**`, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: html.get(named.get(route.request().url())!) ?? '' })
    })
    await frames(
      page,
      names.map((name) => ({ src: paths.get(name)!, sandbox: SANDBOX })),
    )
    await settled(page, url)
    expect(canary.asked.map(({ name }) => name)).toEqual([])
    expect(ran).toEqual([])
  },
)
