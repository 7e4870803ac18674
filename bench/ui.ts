/** What the pages cost a browser: `npm run bench:ui -- --help`. Needs Chromium (Debian: `apt-get install chromium`). */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../test/support/chromium.ts'
import { median, verdicts, type Claim } from './report.ts'
import { buildScripts } from './servers/build.ts'
import { findContestants, startContestant } from './servers/contestants.ts'
import { lookAtMachine } from './servers/machine.ts'
import { runLoad } from './load/run.ts'
import { visit, type Figures } from './ui/visit.ts'

const help = `npm run bench:ui -- [--mails 10000] [--runs 3]

The built pages in Chromium, before a mailsink that keeps so many mails of 1 KB, each run in a new browser:
their size, the first row, nodes, frames while scrolling, from a key to the paint, heap, and typing while 200 mails
a second arrive for 10 seconds.`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    mails: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}
const executablePath = findChromium()
if (executablePath === null) {
  console.error('There is no Chromium here, so nothing can be measured. Install it, or name one with CHROMIUM=/path.')
  process.exit(1)
}

const DIST = fileURLToPath(new URL('../dist/ui', import.meta.url))
const machine = lookAtMachine()
console.log([...machine.described, ''].join('\n'))

const sizes = await sizesOf()
const runs: Figures[] = []
const scripts = buildScripts()
const [mailsink] = findContestants(['mailsink'], scripts)
if (mailsink === undefined) process.exit(1)
const server = await startContestant(mailsink, machine)
try {
  const load = { size: 1000, connections: 10, mode: 'kept', warmup: null } as const
  const measured = { messages: Number(values.mails), seconds: 600 }
  await runLoad(server, { ...load, measured }, scripts, machine)
  const url = `http://127.0.0.1:${server.ports.http}/`
  for (let run = 1; run <= Number(values.runs); run += 1) {
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] })
    try {
      runs.push(await visit(browser, { url, smtpPort: server.ports.smtp, mails: Number(values.mails) }))
      console.log(`run ${run}: ${JSON.stringify(runs.at(-1))}`)
    } finally {
      await browser.close()
    }
  }
} finally {
  await server.stop()
}

const of = (name: keyof Figures) => median(runs.map((run) => run[name]))
const claims: Claim[] = [
  { figure: 'JavaScript at once, gzip', wanted: { atMost: 45 }, measured: sizes.core, unit: 'kB' },
  { figure: 'JavaScript loaded late, gzip', wanted: { atMost: 80 }, measured: sizes.late, unit: 'kB' },
  { figure: 'CSS at once, gzip', wanted: { atMost: 10 }, measured: sizes.css, unit: 'kB' },
  { figure: 'CSS loaded late, gzip', wanted: { atMost: 10 }, measured: sizes.lateCss, unit: 'kB' },
  { figure: 'first row painted', wanted: { atMost: 300 }, measured: of('firstRow'), unit: 'ms' },
  { figure: 'nodes, after scrolling', wanted: { atMost: 1500 }, measured: of('nodes') },
  { figure: 'frames a second, scrolling', wanted: { atLeast: 55 }, measured: of('framesPerSecond') },
  { figure: 'key to paint, p95', wanted: { atMost: 50 }, measured: of('keyToPaint'), unit: 'ms' },
  { figure: 'heap, after scrolling', wanted: { atMost: 40 }, measured: of('heap'), unit: 'MB' },
  { figure: 'typing under 200 mails/s, longest', wanted: { atMost: 100 }, measured: of('typing'), unit: 'ms' },
]
console.log(
  `\nIn all: ${(sizes.core + sizes.late).toFixed(1)} kB of JavaScript and ${(sizes.css + sizes.lateCss).toFixed(1)} kB of CSS.`,
)
console.log(`\nMedians of ${runs.length} runs, ${Number(values.mails).toLocaleString('en-US')} mails.\n`)
console.log(verdicts(claims))

/** Kilobytes (1,000 bytes) after gzip: what the page loads at once, and what it may load later. */
async function sizesOf(): Promise<{ core: number; late: number; css: number; lateCss: number }> {
  const index = await readFile(join(DIST, 'index.html'), 'utf8')
  const names = await readdir(join(DIST, 'assets'))
  const sum = async (ending: string, atOnce: boolean) => {
    // What index.html names is the entry and what it imports at once.
    const some = names.filter((name) => name.endsWith(ending) && index.includes(name) === atOnce)
    const zipped = some.map(async (name) => gzipSync(await readFile(join(DIST, 'assets', name)), { level: 9 }).length)
    return (await Promise.all(zipped)).reduce((a, b) => a + b, 0) / 1000
  }
  return {
    core: await sum('.js', true),
    late: await sum('.js', false),
    css: await sum('.css', true),
    lateCss: await sum('.css', false),
  }
}
