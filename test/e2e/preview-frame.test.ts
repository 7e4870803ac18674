/** The frame of a mail as the page around it sees it: what it tells, where its links go. */
import type { FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { BridgeMessage, PreviewAnswer } from '../../contract/preview.ts'
import { aCanary } from './canary.ts'
import { aSink, hasBrowser, send, withBrowser } from './house.ts'

const { visit } = withBrowser('--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests')
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

interface Shown {
  page: Page
  frame: FrameLocator
  heard: BridgeMessage[]
  url: string
}

/** A mail in a frame, beside a page that notes what it is told. */
async function shown(html: string, { query = '', sandbox = SANDBOX } = {}): Promise<Shown> {
  const sink = await aSink()
  await send(sink.smtpPort, {
    html,
    attachments: [{ filename: 'a.png', cid: 'dot', content: Buffer.from(DOT, 'base64') }],
  })
  const list = (await (await fetch(`${sink.url}api/messages`)).json()) as { messages: { id: string }[] }
  const answer = await fetch(`${sink.url}api/messages/${list.messages[0]!.id}/preview`, { method: 'POST' })
  const { url } = (await answer.json()) as PreviewAnswer
  const { page } = await visit(`${sink.url}livez`)
  await page.route(`${sink.url}shell`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>shell</title>' }),
  )
  const heard: BridgeMessage[] = []
  await page.exposeFunction('heard', (message: BridgeMessage) => void heard.push(message))
  await page.goto(`${sink.url}shell`)
  await page.evaluate(
    ({ src, rules }) =>
      new Promise((resolve) => {
        const element = document.createElement('iframe')
        addEventListener('message', ({ data, source }: MessageEvent<{ mailsink?: number } | null>) => {
          if (source === element.contentWindow && data?.mailsink === 1)
            (window as unknown as { heard(message: unknown): void }).heard(data)
        })
        element.setAttribute('sandbox', rules)
        element.style.cssText = 'width:600px;height:300px'
        element.src = src
        element.addEventListener('load', resolve)
        document.body.append(element)
      }),
    { src: url + query, rules: sandbox },
  )
  return { page, frame: page.frameLocator('iframe'), heard, url: new URL(url, sink.url).href }
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const of = <Type extends BridgeMessage['type']>(heard: BridgeMessage[], type: Type) =>
  heard.filter((message): message is Extract<BridgeMessage, { type: Type }> => message.type === type)

test.runIf(hasBrowser)('tells keys, but not those of inputs, and none with a modifier but Ctrl+K', async () => {
  const { page, frame, heard } = await shown('<p id=p tabindex=0>x</p><input id=i><p id=c contenteditable>y</p>')
  await frame.locator('#p').focus()
  for (const key of ['j', 'Shift+J', 'Control+j', 'Alt+j', 'Control+k']) await page.keyboard.press(key)
  for (const id of ['#i', '#c']) {
    await frame.locator(id).focus()
    await page.keyboard.press('q')
  }
  await frame.locator('#p').focus()
  await page.keyboard.press('Escape')
  await expect.poll(() => of(heard, 'key').map(({ key }) => key)).toContain('Escape')
  const pressed = of(heard, 'key').filter(({ key }) => !['Shift', 'Control', 'Alt'].includes(key))
  expect(pressed.map(({ key, shift, ctrl }) => [key, shift, ctrl])).toEqual([
    ['j', false, false],
    ['J', true, false],
    ['k', false, true],
    ['Escape', false, false],
  ])
})

test.runIf(hasBrowser)('links open in a new tab that cannot reach back and is not told from where', async () => {
  const canary = await aCanary()
  const link = (id: string, attributes: string) => `<a id="${id}" ${attributes} href="${canary.url(id)}">${id}</a> `
  const html =
    link('plain', '') +
    link('top', 'target=_top') +
    link('self', 'target=_self') +
    link('opener', 'rel=opener') +
    `<svg width=50 height=20><a id="svg" href="${canary.url('svg')}"><text y=15>svg</text></a></svg>` +
    `<svg width=50 height=20><a id="xlink" xlink:href="${canary.url('xlink')}"><text y=15>xlink</text></a></svg>`
  const { page, frame, heard } = await shown(html)
  for (const id of ['plain', 'top', 'self', 'opener', 'svg', 'xlink']) {
    const opened = page.context().waitForEvent('page')
    await frame.locator(`#${id}`).click()
    const tab = await opened
    await tab.waitForLoadState()
    expect([id, tab.url(), await tab.evaluate('opener === null')]).toEqual([id, canary.url(id), true])
    await tab.close()
  }
  const mails = canary.asked.filter(({ name }) => name !== 'favicon.ico')
  expect(mails.filter(({ headers }) => 'referer' in headers)).toEqual([])
  expect(await page.title()).toBe('shell')
  expect(of(heard, 'click').map(({ href }) => href)).toEqual(
    ['plain', 'top', 'self', 'opener', 'svg', 'xlink'].map((id) => canary.url(id)),
  )
})

test.runIf(hasBrowser)(
  'a link that is a script does nothing, however it is written, and a form sends nothing',
  async () => {
    const canary = await aCanary()
    const run = "parent.postMessage({mailsink:1,type:'open',href:'ran'},'*')"
    const html =
      `<a class=x href="javascript:${run}">1</a><a class=x href=" java\nscript:${run}">2</a>` +
      `<svg width=50 height=20><a class=x><animate attributeName=href values="javascript:${run}" /><text y=15>3</text></a></svg>` +
      `<form action="${canary.url('form')}" target=_top><button class=x>4</button><button class=x formaction="javascript:${run}">5</button></form>` +
      `<a class=x href="data:text/html,<script>${run}</script>">6</a><a id=last href="myapp://go">7</a>`
    const { page, frame, heard } = await shown(html)
    for (const link of await frame.locator('.x').all()) await link.click()
    await frame.locator('#last').click()
    await expect.poll(() => of(heard, 'open').map(({ href }) => href)).toEqual(['myapp://go'])
    expect(page.context().pages().length).toBe(1)
    expect(canary.connections()).toBe(0)
  },
)

test.runIf(hasBrowser)('a link within the page scrolls it, also in the strict frame', async () => {
  for (const query of ['', '?strict=true']) {
    const { page, frame } = await shown('<a id=go href="#end">go</a><p style="height:3000px"><p id=end>end', { query })
    await frame.locator('#go').click()
    await expect.poll(() => frame.locator('#end').evaluate((end) => end.getBoundingClientRect().top)).toBeLessThan(300)
    expect(page.context().pages().length).toBe(1)
  }
})

test.runIf(hasBrowser)('tells the link under the pointer, the size, what was blocked and what is broken', async () => {
  const { frame, heard, page } = await shown(
    '<a id=a href="http://shop.test/x">x</a><img src="http://track.test/p.gif"><img src="cid:gone"><p style="width:900px;height:2000px">y',
  )
  await frame.locator('#a').hover()
  await page.mouse.move(300, 500, { steps: 5 })
  await expect.poll(() => of(heard, 'hover').map(({ href }) => href)).toEqual(['http://shop.test/x', null])
  expect(of(heard, 'size').at(-1)).toMatchObject({ width: expect.any(Number) as number })
  expect(of(heard, 'size').at(-1)!.width).toBeGreaterThan(900)
  expect(of(heard, 'size').at(-1)!.height).toBeGreaterThan(2000)
  expect(of(heard, 'blocked')).toContainEqual({
    mailsink: 1,
    type: 'blocked',
    url: 'http://track.test/p.gif',
    directive: 'img-src',
  })
  expect(of(heard, 'broken').map(({ url }) => url)).toContain('cid:gone')
})

test.runIf(hasBrowser)('a mail whose names stand in the way of the document cannot silence the bridge', async () => {
  const { page, frame, heard } = await shown(
    '<img name=documentElement><img name=addEventListener><form name=defaultView id=parent><input name=tagName></form><a id=a href="http://x.test/">x</a>',
  )
  await frame.locator('#a').focus()
  await page.keyboard.press('j')
  await expect.poll(() => of(heard, 'key').map(({ key }) => key)).toEqual(['j'])
})

const size = (frame: FrameLocator) => frame.locator('#i').evaluate((image) => (image as HTMLImageElement).naturalWidth)

test.runIf(hasBrowser)('shows the parts of the mail, and none of them without images', async () => {
  const html = '<!doctype html><img id=i src="cid:dot" alt="A dot"><p>x'
  expect(await size((await shown(html)).frame)).toBe(1)
  expect(await size((await shown(html, { query: '?images=off' })).frame)).toBe(0)
})

test.runIf(hasBrowser).each([
  ['<!doctype html><p>x', 'CSS1Compat'],
  ['<p>x', 'BackCompat'],
  ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><p>x', 'BackCompat'],
])('%s keeps its mode, %s', async (html, mode) => {
  const { frame } = await shown(html)
  expect(await frame.locator('p').evaluate(() => document.compatMode)).toBe(mode)
})

test.runIf(hasBrowser)('the attributes of html and body are still those of the mail', async () => {
  const { frame } = await shown(
    '<!doctype html><html lang="de" class="a"><head><title>t</title></head><body class="b">x</body></html>',
  )
  expect(await frame.locator('body').getAttribute('class')).toBe('b')
  expect(await frame.locator('html').getAttribute('lang')).toBe('de')
  expect(await frame.locator('head > script').count()).toBe(0)
})

test.runIf(hasBrowser).each([
  ['light', 'rgb(1, 1, 1)'],
  ['dark', 'rgb(2, 2, 2)'],
])('%s is what the author made of it, whatever the screen', async (scheme, color) => {
  const { frame, page } = await shown(
    '<style>p{color:rgb(1,1,1)}@media (prefers-color-scheme: dark){p{color:rgb(2,2,2)}}</style><p>x',
    { query: `?scheme=${scheme}` },
  )
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await frame.locator('p').evaluate((p) => getComputedStyle(p).color)).toBe(color)
  }
})

test.runIf(hasBrowser)('in a tab of its own it is quiet, and shows the mail', async () => {
  const { page, url } = await shown('<p>Hello there')
  const tab = await page.context().newPage()
  const errors: string[] = []
  tab.on('pageerror', (error) => errors.push(error.message))
  tab.on('console', (message) => errors.push(message.text()))
  await tab.goto(url)
  await tab.keyboard.press('j')
  expect(await tab.locator('p').textContent()).toBe('Hello there')
  expect(errors).toEqual([])
})
