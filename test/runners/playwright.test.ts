/** mailsink/playwright in a project that has it beside Playwright. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSink } from '../../server/mailsink.ts'
import { findChromium } from '../support/chromium.ts'
import { FAILS, openProject, type Project, testsOf, WELCOMES } from './project.ts'

let project: Project

beforeAll(async () => {
  project = await openProject()
})

afterAll(async () => await project[Symbol.asyncDispose]())

interface Report {
  suites: { specs: { title: string; tests: { results: { attachments: { name: string; body?: string }[] }[] }[] }[] }[]
  stats: { expected: number; unexpected: number }
}

async function playwright(
  folder: string,
  spec: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ report: Report; attached: (title: string) => Map<string, string> }> {
  await project.write(`${folder}/mail.spec.js`, spec)
  const launch = { executablePath: findChromium() ?? '', args: ['--no-sandbox'] }
  const config = { testDir: '.', reporter: 'json', use: { launchOptions: launch } }
  await project.write(`${folder}/playwright.config.js`, `export default ${JSON.stringify(config)}`)
  const cli = ['node_modules/@playwright/test/cli.js', 'test', `--config=${folder}/playwright.config.js`]
  const { output } = await project.node(env, ...cli, '--update-snapshots=missing')
  const report = JSON.parse(output.slice(output.indexOf('{\n'), output.lastIndexOf('}') + 1)) as Report
  return {
    report,
    attached(title) {
      const spec_ = report.suites[0]?.specs.find((one) => one.title === title)
      // The first is Playwright's own.
      const files = (spec_?.tests[0]?.results[0]?.attachments ?? []).filter(({ name }) => name !== 'error-context')
      return new Map(files.map(({ name, body = '' }) => [name, Buffer.from(body, 'base64').toString()]))
    },
  }
}

test('Playwright: a failed test has its mail attached, one that passes has nothing', async () => {
  const { report, attached } = await playwright(
    'playwright',
    `import { mergeTests, test as base } from '@playwright/test'
     import { createConnection } from 'node:net'
     import { expect, mailTest } from 'mailsink/playwright'
     import { signUp } from '../app.js'
     const test = mergeTests(base, mailTest)
     test('welcomes', async ({ inbox, sink }) => {${WELCOMES}})
     test('fails', async ({ inbox, sink }) => {${FAILS}})
     test('fails with nothing', async ({ inbox }) => { await expect(inbox).toHaveReceived({}, { timeout: 1 }) })
     test('fails with a refusal', async ({ inbox, sink }) => {
       const socket = createConnection(sink.smtp.port, sink.smtp.host)
       for await (const _ of socket) socket.end('EHLO app\\r\\nRCPT TO:<ann@' + inbox.domain + '>\\r\\nQUIT\\r\\n')
       expect(1).toBe(2)
     })`,
  )
  expect(report.stats).toMatchObject({ expected: 1, unexpected: 3 })
  // Playwright itself attaches a snapshot that it has just written.
  expect([...attached('welcomes').keys()].filter((name) => !name.startsWith('welcomes-1-'))).toEqual([])

  const files = attached('fails')
  expect([...files.keys()].toSorted()).toEqual([
    '1-Welcome to Acme.eml',
    expect.stringMatching(/^conversation-\w{26}\.txt$/),
    'mail.txt',
  ])
  expect(files.get('mail.txt')).toMatch(
    /^Mail of the inbox t-fails-\w+\n\nArrived \(1\):\n {2}\S+Z {2}"Welcome to Acme" {2}from shop@acme\.test to ann@t-fails-\w+\.mailsink\.test\n$/,
  )
  expect(files.get('1-Welcome to Acme.eml')).toMatch(/^From: shop@acme\.test\r\n/)
  expect([...files].find(([name]) => name.startsWith('conversation'))?.[1]).toMatch(
    /^ +[\d.]+ ms {2}S: 220 .*\n +[\d.]+ ms {2}C: EHLO .*\n[^]* C: MAIL FROM:<shop@acme\.test>.*\n[^]* S: 250 2\.6\.0 OK, kept as \w{26}\n/,
  )
  expect(attached('fails with nothing').get('mail.txt')).toMatch(
    /^Mail of the inbox t-fails-with-nothing-\w+\n\nNo mail arrived\.\n\nNo SMTP session named this inbox\. Does the app send to this sink, and to an address of this inbox\?\n$/,
  )
  expect(attached('fails with a refusal').get('mail.txt')).toMatch(/No mail arrived\.\n\n[^]*503/)
})

test.skipIf(!findChromium())(
  'Playwright: a mail is opened in a page, with its own images, and its links lead on',
  async () => {
    const { report } = await playwright(
      'page',
      `import { expect, openEmail, test } from 'mailsink/playwright'
     import { createServer } from 'node:http'
     import { createTransport } from 'nodemailer'
     const send = (sink, inbox, mail) => createTransport(sink.smtp.url).sendMail({ from: 'shop@acme.test', to: inbox.address(), subject: 'Hi', ...mail })
     test('HTML', async ({ inbox, sink, page }) => {
       let asked = 0
       const tracker = createServer((_, answer) => { asked++; answer.end() }).listen(0, '127.0.0.1')
       await new Promise((listening) => tracker.once('listening', listening))
       await page.route('http://app.test/**', (route) => route.fulfill({ body: 'confirmed', contentType: 'text/plain' }))
       const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>'
       await send(sink, inbox, {
         html: '<img alt="own" src="cid:logo"><img alt="other" src="http://127.0.0.1:' + tracker.address().port + '/p.gif"><script>document.title = "ran"</script><a href="http://app.test/c?a=1&amp;b=2">Confirm</a>',
         attachments: [{ filename: 'logo.svg', content: svg, contentType: 'image/svg+xml', cid: 'logo' }],
       })
       await openEmail(page, await inbox.waitFor())
       await expect(page).not.toHaveTitle('ran')
       expect(await page.getByAltText('own').evaluate((image) => image.naturalWidth)).toBe(20)
       expect(await page.getByAltText('other').evaluate((image) => image.naturalWidth)).toBe(0)
       await page.getByRole('link', { name: 'Confirm' }).click()
       await expect(page.locator('body')).toHaveText('confirmed')
       expect(page.url()).toBe('http://app.test/c?a=1&b=2')
       tracker.close()
       expect(asked).toBe(0)
     })
     test('text', async ({ inbox, sink, page }) => {
       await send(sink, inbox, { subject: '<b>', text: 'Go to http://app.test/c?a=1&b=2 <now>.' })
       await openEmail(page, await inbox.waitFor())
       await expect(page).toHaveTitle('<b>')
       await expect(page.locator('pre')).toHaveText('Go to http://app.test/c?a=1&b=2 <now>.')
       await expect(page.getByRole('link')).toHaveAttribute('href', 'http://app.test/c?a=1&b=2')
     })`,
    )
    expect(report.stats).toMatchObject({ expected: 2, unexpected: 0 })
  },
)

test('with MAILSINK_URL the running sink keeps the mail of the test that failed', async () => {
  await using sink = await startSink()
  const { attached } = await playwright(
    'remote',
    `import { expect, test } from 'mailsink/playwright'
     import { signUp } from '../app.js'
     test('welcomes', async ({ inbox, sink }) => {${WELCOMES}})
     test('fails', async ({ inbox, sink }) => {${FAILS}})`,
    { MAILSINK_URL: sink.http?.url },
  )
  expect(testsOf(await sink.messages())).toEqual(['fails'])
  const [first] = attached('fails').get('mail.txt')?.split('\n') ?? []
  expect(first).toMatch(
    /^Mail of the inbox t-fails-\w+, kept at http:\/\/127\.0\.0\.1:\d+\/messages\?q=inbox%3At-fails-\w+$/,
  )
})
