/** The adapters in a project of each runner, as somebody has it who installs mailsink beside one. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSink } from '../../server/mailsink.ts'
import { findChromium } from '../support/chromium.ts'
import { type Installed, install } from '../support/installed.ts'

let project: Installed

// An app of three lines; what it sends is nodemailer's business.
const APP = `
import { createTransport } from 'nodemailer'
export async function signUp(url, to) {
  const text = 'Confirm at http://app.test/confirm?token=abc'
  await createTransport(url).sendMail({ from: 'shop@acme.test', to, subject: 'Welcome to Acme', text })
}`

/** The same test in every runner: what comes, what does not, a message looked at, and a snapshot of it. */
const WELCOMES = `
  await signUp(sink.smtp.url, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'welcome' })
  const message = await inbox.waitFor({ subject: 'welcome' })
  expect(message).toBeAddressedTo(inbox.address('ann'))
  expect(message).toHaveLink('confirm', { host: 'app.test' })
  await expect(inbox).not.toHaveReceived({ subject: 'invoice' }, { quiet: 1 })
  await expect(message).toMatchEmailSnapshot()`

const FAILS = `
  await signUp(sink.smtp.url, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'invoice' }, { timeout: 1 })`

beforeAll(async () => {
  const runners = ['vitest', 'jest', '@jest/globals', 'expect', '@types/jest', '@playwright/test']
  project = await install([...runners, '@types/node', 'nodemailer'])
  await project.write('app.js', APP)
})

afterAll(async () => await project[Symbol.asyncDispose]())

async function runNode(env: NodeJS.ProcessEnv, ...args: string[]) {
  const { code, stdout, stderr } = await project.tried({ FORCE_COLOR: '0', ...env }, process.execPath, ...args)
  // eslint-disable-next-line no-control-regex
  return { code, output: `${stdout}${stderr}`.replace(/\u001b\[\d+m/g, '') }
}

test('Vitest: a test has an inbox, its snapshot is kept, and what fails is explained', async () => {
  await project.write(
    'vitest/welcome.test.js',
    `import { expect, test } from 'mailsink/vitest'
     import { signUp } from '../app.js'
     test('welcomes', async ({ inbox, sink }) => {${WELCOMES}})
     test.concurrent('welcomes Bob', async ({ inbox, sink, expect }) => {${WELCOMES}})
     test.concurrent('welcomes Eve', async ({ inbox, sink, expect }) => {${WELCOMES}})
     test('fails', async ({ inbox, sink }) => {${FAILS}})`,
  )
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--root=vitest']
  const { code, output } = await runNode({}, ...vitest)
  expect(output).toMatch(/1 failed \| 3 passed/)
  expect(output).toMatch(/Error: No message matched within 1 ms\./)
  expect(output).toContain('3 written')
  expect(code).toBe(1)
  // A mail of another run, another inbox, another moment: the same snapshot.
  expect((await runNode({ CI: 'true' }, ...vitest)).output).toMatch(/1 failed \| 3 passed/)
})

test.each([
  [
    'modules',
    {
      'jest/welcome.test.js': `import { expect, test } from '@jest/globals'\nimport { useInbox } from 'mailsink/jest'`,
    },
  ],
  ['CommonJS', { 'jest/welcome.test.cjs': `const { useInbox } = require('mailsink/jest')` }],
])('Jest, with tests as %s: the hooks give an inbox, and the matchers know it', async (_, files) => {
  const [[path, head] = ['', '']] = Object.entries(files)
  await project.write(
    path,
    `${head}
     const { signUp } = ${path.endsWith('.cjs') ? `{ signUp: async (...call) => (await import('../app.js')).signUp(...call) }` : `await import('../app.js')`}
     const mail = useInbox()
     test('welcomes', async () => { const { sink, inbox } = mail\n${WELCOMES}})
     test('fails', async () => { const { sink, inbox } = mail\n${FAILS}})
     test('has another inbox', async () => { expect(mail.inbox.name).toBe('has another inbox') })`,
  )
  const jest = [
    'node_modules/jest/bin/jest.js',
    `--rootDir=${project.folder}/jest`,
    `--testMatch=**/${path.split('/')[1]}`,
  ]
  const { code, output } = await runNode({ NODE_OPTIONS: '--experimental-vm-modules' }, ...jest)
  expect(output).toMatch(/1 failed, 2 passed, 3 total/)
  expect(output).toMatch(/^ {4}No message matched within 1 ms\./m)
  expect(output).toContain('1 snapshot written')
  expect(code).toBe(1)
  const again = await runNode({ NODE_OPTIONS: '--experimental-vm-modules' }, ...jest, '--ci')
  expect(again.output).toMatch(/Snapshots: +1 passed, 1 total/)
})

test('Jest without the modules of Node says what to do', async () => {
  await project.write('jest/bare.test.cjs', `require('mailsink/jest').useInbox()\ntest('nothing', () => {})`)
  const { output } = await runNode(
    { NODE_OPTIONS: '' },
    'node_modules/jest/bin/jest.js',
    '--rootDir=jest',
    '--testMatch=**/bare.test.cjs',
  )
  expect(output).toContain(
    'A sink in the process of Jest needs NODE_OPTIONS=--experimental-vm-modules. Set that, or let MAILSINK_URL name a running mailsink.',
  )
})

test('node:test: an inbox for a test, and assertions', async () => {
  await project.write(
    'node/welcome.test.js',
    `import test from 'node:test'
     import { assertAddressedTo, assertAttachment, assertCode, assertHeader, assertLink, inboxFor, sinkFor } from 'mailsink/node-test'
     import { signUp } from '../app.js'
     test('welcomes', async (t) => {
       const sink = await sinkFor(t)
       const inbox = await inboxFor(t, { sink })
       await signUp(sink.smtp.url, inbox.address('ann'))
       const message = await inbox.waitFor({ subject: 'welcome' })
       assertAddressedTo(message, inbox.address('ann'))
       assertLink(message, 'confirm', { host: 'app.test' })
       assertHeader(message, 'Subject', 'Welcome*')
     })
     test('without a sink it opens its own', async (t) => await (await inboxFor(t)).expectNone({}, { quiet: 1, onVacuous: 'ignore' }))
     test('fails', async (t) => {
       const sink = await sinkFor(t)
       const inbox = await inboxFor(t, { sink })
       await signUp(sink.smtp.url, inbox.address('ann'))
       const message = await inbox.waitFor()
       for (const ask of [assertCode, assertAttachment]) try { ask(message) } catch (error) { console.log(error.message) }
       assertLink(message, 'reset')
     })`,
  )
  const { code, output } = await runNode({}, '--test', '--test-reporter=spec', 'node/welcome.test.js')
  expect(output).toMatch(/pass 2\n.*fail 1/)
  expect(output).toContain('The mail "Welcome to Acme" has no code. Its codes: none.')
  expect(output).toContain('The mail "Welcome to Acme" has no attachment. Its attachments: none.')
  expect(output).toMatch(/AssertionError.*The mail "Welcome to Acme" has no link "reset"/)
  expect(code).toBe(1)
})

interface Report {
  suites: { specs: { title: string; tests: { results: { attachments: { name: string; body?: string }[] }[] }[] }[] }[]
  stats: { expected: number; unexpected: number }
}

async function playwright(
  folder: string,
  spec: string,
): Promise<{ report: Report; attached: (title: string) => Map<string, string> }> {
  await project.write(`${folder}/mail.spec.js`, spec)
  const launch = { executablePath: findChromium() ?? '', args: ['--no-sandbox'] }
  const config = { testDir: '.', reporter: 'json', use: { launchOptions: launch } }
  await project.write(`${folder}/playwright.config.js`, `export default ${JSON.stringify(config)}`)
  const cli = ['node_modules/@playwright/test/cli.js', 'test', `--config=${folder}/playwright.config.js`]
  const { output } = await runNode({}, ...cli, '--update-snapshots=missing')
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

test.each([
  ['Vitest', ['node_modules/vitest/vitest.mjs', 'run', '--root=vitest'], /1 failed \| 3 passed/, ['fails']],
  [
    'Playwright',
    ['node_modules/@playwright/test/cli.js', 'test', '--config=playwright/playwright.config.js', '--reporter=line'],
    /3 failed\n[^]*1 passed/,
    ['fails'],
  ],
  // Its hooks are not told how a test ended. And no module is loaded, so that no flag is needed.
  [
    'Jest',
    ['node_modules/jest/bin/jest.js', '--rootDir=jest', '--testMatch=**/remote.test.cjs'],
    /1 failed, 1 passed/,
    [],
  ],
])(
  '%s: MAILSINK_URL names the sink, and what is kept is the mail of the test that failed',
  async (_, args, counts, kept) => {
    await project.write(
      'jest/remote.test.cjs',
      `const { useInbox } = require('mailsink/jest')
     const { createTransport } = require('nodemailer')
     const signUp = (url, to) => createTransport(url).sendMail({ from: 'shop@acme.test', to, subject: 'Welcome' })
     const mail = useInbox()
     test('fails', async () => { const { sink, inbox } = mail\n${FAILS}})
     test('has received', async () => {
       await signUp(mail.sink.smtp.url, mail.inbox.address('ann'))
       await expect(mail.inbox).toHaveReceived({ subject: 'welcome' })
     })`,
    )
    await using sink = await startSink()
    const { output } = await runNode({ MAILSINK_URL: sink.http?.url, NODE_OPTIONS: '' }, ...args)
    expect(output).toMatch(counts)
    const inboxes = (await sink.messages()).map(({ inbox }) => /^t-([a-z-]+)-\w+$/.exec(inbox ?? '')?.[1])
    expect(inboxes).toEqual(kept)
  },
)

const TYPED = `
  await expect(inbox).toHaveReceived({ subject: 'welcome' }, { timeout: '5s' })
  await expect(inbox).not.toHaveReceived({ subject: /invoice/ }, { quiet: 100, until: () => true })
  await expect(sink).toHaveReceivedTimes(2, {}, { per: 'recipient' })
  const message = await inbox.waitFor()
  expect(message).toBeAddressedTo(inbox.address('ann'))
  expect(message).toHaveLink('confirm', { host: 'app.test' })
  expect(message).toHaveCode(/^\\d{6}$/)
  expect(message).toHaveAttachment({ filename: '*.pdf', type: 'application/pdf' })
  expect(message).toHaveHeader('List-Unsubscribe')
  await expect(message).toMatchEmailSnapshot({ html: false })
  expect(message.subject).toBe('welcome')
  // @ts-expect-error: there is no such criterion
  await expect(inbox).toHaveReceived({ subjct: 'welcome' })
  // @ts-expect-error: nor such a property, so its type is not any
  inbox.nonsense`

test.each([
  [
    'Vitest',
    ['node'],
    `import { expect, test } from 'mailsink/vitest'\ntest('x', async ({ inbox, sink }) => {${TYPED}})`,
  ],
  [
    'Jest with @jest/globals',
    ['node'],
    `import { expect, test } from '@jest/globals'
     import { useInbox } from 'mailsink/jest'
     const { inbox, sink } = useInbox({ isolate: 'plus' })
     test('x', async () => {${TYPED}})`,
  ],
  [
    'Jest with @types/jest',
    ['node', 'jest'],
    `import { useInbox } from 'mailsink/jest'
     const { inbox, sink } = useInbox()
     test('x', async () => {${TYPED}})`,
  ],
  [
    'Playwright',
    ['node'],
    `import { mergeTests, test as base } from '@playwright/test'
     import { expect, mailTest, openEmail } from 'mailsink/playwright'
     const test = mergeTests(base, mailTest)
     test('x', async ({ inbox, page, sink }) => {${TYPED}
       await openEmail(page, message)
     })`,
  ],
])('%s: the types compile without skipLibCheck', async (_, types, source) => {
  for (const [moduleResolution, module] of [
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ]) {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types,
    }
    await project.write('types/use.ts', source)
    await project.write('types/tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
    expect((await runNode({}, tsc, '-p', 'types')).output).toBe('')
  }
})

test('what belongs to one runner is loaded by nobody else', async () => {
  const dist = join(project.folder, 'node_modules/mailsink/dist')
  const imports = async (file: string, seen = new Set<string>()): Promise<string[]> => {
    const source = await readFile(join(dist, file), 'utf8')
    seen.add(file)
    const targets = [...source.matchAll(/^(?:import|export)\b[^'"]*["']([^'"]+)["']/gm)].map(([, name = '']) => name)
    const inner = targets.filter((name) => name.startsWith('./') && !seen.has(name.slice(2)))
    const deeper = await Promise.all(inner.map((name) => imports(name.slice(2), seen)))
    return [...new Set([...targets.filter((name) => !name.startsWith('./')), ...deeper.flat()])]
  }
  expect(await readdir(dist)).toEqual(expect.arrayContaining(['vitest.js', 'jest.js', 'jest.cjs']))
  expect(await imports('vitest.js')).toEqual(['vitest'])
  expect(await imports('jest.js')).toEqual(['@jest/globals'])
  expect(await imports('playwright.js')).toEqual(['@playwright/test'])
  expect(await imports('node-test.js')).toEqual(['node:assert'])
  expect(await imports('client.js')).toEqual([])
})
