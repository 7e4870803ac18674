import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { PreviewReport } from '../../contract/preview.ts'
import type { InlineParts } from '../../server/http/preview/inline-parts.ts'
import { takeNotes } from '../../server/http/preview/report.ts'
import { rewrite } from '../../server/http/preview/rewrite.ts'
import { createMailReader } from '../../server/mail/reader.ts'
import { findCorpus } from '../support/corpus.ts'

/** A mail with a part that has the id `logo@shop`, and one at a location. */
const inline: InlineParts = {
  byLocation: true,
  has: () => true,
  find: (url) => {
    if (url === 'cid:logo@shop') return '1.2'
    if (url === 'http://shop.test/a.png') return '1.3'
    return /^cid:/i.test(url) ? null : undefined
  },
}

interface Wanted {
  remote?: boolean
  scheme?: 'light' | 'dark' | 'invert'
  head?: string
}

async function preview(html: string, { remote = false, scheme = 'light', head = '' }: Wanted = {}) {
  const notes = takeNotes()
  let page = ''
  for await (const piece of rewrite(html, head, { remote, scheme, notes, inline })) page += piece
  return { page, report: notes.report() }
}

test.each([
  // What goes, and what stays of it
  ['a<script>x<b>y</b></script>b', 'ab'],
  ['a<SCRIPT src=x></SCRIPT >b', 'ab'],
  ['<iframe src=x><p>y</iframe>b', 'b'],
  ['<object data=x><p>instead</p></object>', '<p>instead</p>'],
  ['<embed src=x><applet><param></applet><portal></portal>', '<param>'],
  ['<frameset><frame src=x></frameset>', ''],
  ['<base href="http://x/">', ''],
  ['<svg><script>x</script><g/></svg>', '<svg><g/></svg>'],
  ['<meta http-equiv="refresh" content="0">', ''],
  ['<meta http-equiv=X-UA-Compatible content="IE=edge">', ''],
  ['<meta name=referrer content=unsafe-url>', ''],
  ['<meta http-equiv="Content-Type" content="text/html">', '<meta http-equiv="Content-Type" content="text/html">'],
  ['<meta name="viewport" content="width=device-width">', '<meta name="viewport" content="width=device-width">'],
  ['<link rel=icon href=x><link rel="stylesheet" href="http://x">', ''],
  // Attributes
  ['<p OnClick="x" class=a>y', '<p class=a>y'],
  ['<p onclick=x\nonclick=y>z', '<p>z'],
  ['<p/onclick=x/>z', '<p>z'],
  ['<p on=1>z', '<p on=1>z'],
  ['<a href=x target=_top ping=y>z</a>', '<a href=x>z</a>'],
  ['<a href=x rel="nofollow opener">z</a>', '<a href=x>z</a>'],
  ['<a href=x rel=nofollow>z</a>', '<a href=x rel=nofollow>z</a>'],
  ['<input autofocus formaction="javascript:x" formtarget=_top>', '<input>'],
  ['<form action="/x"><input name=q></form>', '<form action="/x"><input name=q></form>'],
  // URLs that are scripts
  ['<a href="javascript:x">y</a>', '<a>y</a>'],
  ['<a href=" \u0001JaVa\nScript&colon;x">y</a>', '<a>y</a>'],
  ['<a href="&#106;avascript:x" HREF=z>y</a>', '<a>y</a>'],
  ['<a href="vbscript:x">y</a>', '<a>y</a>'],
  ['<a href="data:text/html,x">y</a>', '<a>y</a>'],
  ['<svg><a xlink:href="javascript:x"/></svg>', '<svg><a target="_blank" /></svg>'],
  ['<img src="data:text/html,x"><img src="data:image/gif;base64,R0">', '<img><img src="data:image/gif;base64,R0">'],
  ['<svg><animate to="javascript:x" values=1 /></svg>', '<svg><animate values=1 /></svg>'],
  ['<a href="myapp://x">y</a>', '<a href="myapp://x">y</a>'],
  // Links within the page, and those of SVG
  ['<a href="#top">y</a>', '<a href="#top" target="_self">y</a>'],
  ['<svg><a href=x target=_top></a></svg>', '<svg><a href=x target="_blank"></a></svg>'],
  // Parts of the mail
  ['<img src="cid:logo@shop" alt=x>', '<img src="part/1.2" alt=x>'],
  ['<img src=cid:nobody alt=x>', '<img src=cid:nobody alt=x>'],
  ['<img srcset="cid:logo@shop 2x, http://x/y 3x">', '<img srcset="part/1.2 2x, http://x/y 3x">'],
  ['<td background="http://shop.test/a.png">', '<td background="part/1.3">'],
  ['<p style="background:url( \'cid:logo@shop\' )">', '<p style="background:url(part/1.2)">'],
  ['<style>p{background:url(cid:logo@shop)}</style>', '<style>p{background:url(part/1.2)}</style>'],
  // Markup that a browser might see where there is none
  ['<<script></script>meta http-equiv=refresh>', '<<!---->meta http-equiv=refresh>'],
  ['<<base>meta http-equiv=refresh>', '<<!---->meta http-equiv=refresh>'],
  ['<style>"<meta>"</style>', '<style>"\\3c meta>"</style>'],
  ['<title><link></title>', '<title>&lt;link></title>'],
  ['<svg><![CDATA[<meta>]]></svg>', '<svg><![CDATA[&lt;meta>]]></svg>'],
  ['<!--</style><meta>-->', '<!--</style>&lt;meta>-->'],
  ['<p title="</style><b>">', '<p title="&lt;/style&gt;&lt;b&gt;">'],
  ['</p a="</style><b>">', '</p>'],
  // And what is nothing but odd
  ['<!--[if mso]><xml><o:p/></xml><![endif]-->', '<!--[if mso]><xml><o:p/></xml><![endif]-->'],
  ['<!--[if !mso]><!--><p><!--<![endif]-->', '<!--[if !mso]><!--><p><!--<![endif]-->'],
  ['<v:rect fill=t\tstroke="f" ><o:p></o:p ></v:rect>', '<v:rect fill=t\tstroke="f" ><o:p></o:p ></v:rect>'],
  ['<?xml version="1.0"?><p>&nbsp;&bogus;\r\n</ p>', '<?xml version="1.0"?><p>&nbsp;&bogus;\r\n</ p>'],
  ['<p title="<b>" a=1 a=2>', '<p title="<b>" a=1 a=2>'],
])('%s becomes %s', async (html, page) => {
  expect((await preview(html)).page).toBe(page)
})

test.each([
  ['<!DOCTYPE html><p>x', '<!DOCTYPE html>[ours]<p>x'],
  ['\n<!-- x -->\r\n<!doctype html SYSTEM "x"><html>', '\n<!-- x -->\r\n<!doctype html SYSTEM "x">[ours]<html>'],
  ['\ufeff <!doctype html>x', ' <!doctype html>[ours]x'],
  ['<html><!doctype html>', '[ours]<html><!doctype html>'],
  ['x<!doctype html>', '[ours]x<!doctype html>'],
  ['</head><p>', '[ours]</head><p>'],
  ['<!-- only -->', '<!-- only -->[ours]'],
  ['', '[ours]'],
])('puts its own after what decides the mode of the page: %j', async (html, page) => {
  expect((await preview(html, { head: '[ours]' })).page).toBe(page)
})

test.each([
  ['@media (prefers-color-scheme: dark) {a{}}', '@media (max-width:0px) {a{}}', '@media (min-width:0px) {a{}}'],
  ['@media (PREFERS-COLOR-SCHEME:light){}', '@media (min-width:0px){}', '@media (max-width:0px){}'],
  ['@media not ( prefers-color-scheme /**/ : dark ){}', '@media not (max-width:0px){}', '@media not (min-width:0px){}'],
  ['@media (prefers-color-scheme){}', '@media (min-width:0px){}', '@media (min-width:0px){}'],
  [':root{color-scheme: light dark;}', ':root{color-scheme: light;}', ':root{color-scheme: dark;}'],
  [':root{color-scheme:dark}', ':root{color-scheme:dark}', ':root{color-scheme:dark}'],
])('decides about the scheme in %s', async (css, light, dark) => {
  const html = `<style>${css}</style>`
  expect((await preview(html)).page).toBe(`<style>${light}</style>`)
  expect((await preview(html, { scheme: 'dark' })).page).toBe(`<style>${dark}</style>`)
  expect((await preview(html, { scheme: 'invert' })).page).toBe(`<style>${light}</style>`)
})

test('decides about the scheme in attributes too', async () => {
  const html =
    '<source media="(prefers-color-scheme: dark)" srcset=x><meta name="color-scheme" content="light dark"><meta name=color-scheme content=dark>'
  expect((await preview(html, { scheme: 'dark' })).page).toBe(
    '<source media="(min-width:0px)" srcset=x><meta name="color-scheme" content="dark"><meta name=color-scheme content=dark>',
  )
})

test('keeps a style sheet of another host only when remote content is wanted, and only as a style sheet', async () => {
  const html = '<link rel=stylesheet href="http://x/y.css"><link rel="stylesheet preconnect" href="http://x">'
  expect((await preview(html, { remote: true })).page).toBe('<link rel=stylesheet href="http://x/y.css">')
})

test('a style sheet that opens URLs and closes none holds nobody up', async () => {
  const started = performance.now()
  await preview(`<style>${'url('.repeat(500_000)}</style>`)
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('reports what it took out, and what the mail asks for', async () => {
  const { report } = await preview(
    '<script></script><a href="javascript:x" onclick=x></a><form></form><iframe></iframe><link rel=preconnect href=x>' +
      '<meta http-equiv=refresh><meta http-equiv=x-ua-compatible><link rel=stylesheet href=//x/s.css>' +
      '<img src="http://x/1.gif" width=1 height="1"><img src=http://x/1.gif><img style="display:none" src=http://x/2.gif>' +
      '<img src="relative.png"><img src=data:,x><img srcset="http://x/3 1x, //x/4 2x"><td background=http://x/5>' +
      '<video poster=http://x/6 src=http://x/7></video><a href=http://x/link></a><p style="background:url(http://x/8)">' +
      '<style>@import "http://x/9";@import url(http://x/10);@font-face{src:url("http://x/11")}' +
      'p{background:image-set("http://x/12" 1x)} /* url(http://x/no) */ q{content:"url(http://x/no)"}' +
      'b{background:\\75\\72\\6c (http://x/13)}</style><svg><image xlink:href=http://x/14 /></svg>' +
      '<img src=cid:logo@shop><img src=cid:logo@shop><img src=cid:gone>',
  )
  const wanted: PreviewReport = {
    scripts: 2,
    handlers: 1,
    forms: 1,
    frames: 1,
    links: 1,
    metas: 1,
    remote: [
      { url: '//x/s.css', kind: 'style', pixel: false },
      { url: 'http://x/1.gif', kind: 'image', pixel: true },
      { url: 'http://x/2.gif', kind: 'image', pixel: true },
      { url: 'http://x/3', kind: 'image', pixel: false },
      { url: '//x/4', kind: 'image', pixel: false },
      { url: 'http://x/5', kind: 'image', pixel: false },
      { url: 'http://x/6', kind: 'image', pixel: false },
      { url: 'http://x/7', kind: 'media', pixel: false },
      { url: 'http://x/8', kind: 'image', pixel: false },
      { url: 'http://x/9', kind: 'style', pixel: false },
      { url: 'http://x/10', kind: 'style', pixel: false },
      { url: 'http://x/11', kind: 'font', pixel: false },
      { url: 'http://x/12', kind: 'image', pixel: false },
      { url: 'http://x/13', kind: 'image', pixel: false },
      { url: 'http://x/14', kind: 'image', pixel: false },
    ],
    remoteTotal: 15,
    inline: 1,
    unknownCid: 1,
  }
  expect(report).toEqual(wanted)
})

test('lists 200 of what the mail asks for, and counts the rest', async () => {
  const { report } = await preview(Array.from({ length: 300 }, (_, n) => `<img src=http://x/${n}>`).join(''))
  expect([report.remote.length, report.remoteTotal]).toEqual([200, 300])
})

/** Turns that others got meanwhile. */
async function turns(html: string): Promise<{ page: string; turns: number }> {
  let count = 0
  let done = false
  const beat = () => {
    count++
    if (!done) setImmediate(beat)
  }
  setImmediate(beat)
  const { page } = await preview(html)
  done = true
  return { page, turns: count }
}

test.each([
  ['5 MB of paragraphs', '<p class="x">Hello there, some <b>bold</b> text</p>\n'.repeat(100_000)],
  ['500,000 nested elements', '<div>'.repeat(500_000)],
  ['5 MB in one attribute', `<img src="data:image/png;base64,${'A'.repeat(5_000_000)}">`],
  ['5 MB of one style sheet', `<style>${'a{background:url(x.png)}'.repeat(208_000)}</style>`],
  ['5 MB of text', 'x'.repeat(5_000_000)],
  ['5 MB of "<"', '<'.repeat(5_000_000)],
  ['100,000 nested namespaces', '<svg><foreignObject>'.repeat(100_000)],
])('lets others have their turn during %s, and changes nothing', async (_, html) => {
  const { page, turns: count } = await turns(html)
  expect(page === html).toBe(true)
  expect(count).toBeGreaterThan(30)
})

const corpus = findCorpus()
if (corpus === null)
  console.log('Skipping the byte identity of real mails: MAIL_CORPUS names no folder with a MANIFEST.tsv.')
const reader = createMailReader()
afterAll(() => reader.stop())

test.runIf(corpus !== null)('real mails with nothing to take out stay as they are, byte for byte', async () => {
  const files = readFileSync(join(corpus!, 'MANIFEST.tsv'), 'utf8').trim().split('\n').slice(1)
  const different: string[] = []
  let same = 0
  for (const [path = ''] of files.map((line) => line.split('\t'))) {
    const { html } = await reader.read(readFileSync(join(corpus!, 'mail', path)))
    if (html === null) continue
    const { page } = await preview(html)
    // A tag that never ends is none to a browser either.
    const rest = html.startsWith(page) ? html.slice(page.length) : null
    if (rest === '' || /^<[a-z](?:[^>]*|[^"]*"[^"]*)$/i.test(rest ?? '')) same++
    else if (!CHANGES.test(html)) different.push(path)
  }
  expect(different).toEqual([])
  expect(same).toBeGreaterThan(90)
})

/** What a preview may take out or write anew. */
const CHANGES =
  /<(script|iframe|frame|object|embed|applet|base|link|meta)\b|\son\w+\s*=|cid:|target\s*=|javascript:|color-scheme|href\s*=\s*["']?\s*#/i
