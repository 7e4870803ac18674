/** The adapters in a project of each runner, as somebody has it who installs mailsink beside one. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSink } from '../../server/mailsink.ts'
import { FAILS, openProject, type Project, testsOf, WELCOMES } from './project.ts'

let project: Project

beforeAll(async () => {
  project = await openProject()
})

afterAll(async () => await project[Symbol.asyncDispose]())

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
  const { code, output } = await project.node({}, ...vitest)
  expect(output).toMatch(/1 failed \| 3 passed/)
  expect(output).toMatch(/Error: No message matched within 1 ms\./)
  expect(output).toContain('3 written')
  expect(code).toBe(1)
  // A mail of another run, another inbox, another moment: the same snapshot.
  expect((await project.node({ CI: 'true' }, ...vitest)).output).toMatch(/1 failed \| 3 passed/)
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
  const { code, output } = await project.node({ NODE_OPTIONS: '--experimental-vm-modules' }, ...jest)
  expect(output).toMatch(/1 failed, 2 passed, 3 total/)
  expect(output).toMatch(/^ {4}No message matched within 1 ms\./m)
  expect(output).toContain('1 snapshot written')
  expect(code).toBe(1)
  const again = await project.node({ NODE_OPTIONS: '--experimental-vm-modules' }, ...jest, '--ci')
  expect(again.output).toMatch(/Snapshots: +1 passed, 1 total/)
})

test('Jest without the modules of Node says what to do', async () => {
  await project.write('jest/bare.test.cjs', `require('mailsink/jest').useInbox()\ntest('nothing', () => {})`)
  const { output } = await project.node(
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
  const { code, output } = await project.node({}, '--test', '--test-reporter=spec', 'node/welcome.test.js')
  expect(output).toMatch(/pass 2\n.*fail 1/)
  expect(output).toContain('The mail "Welcome to Acme" has no code. Its codes: none.')
  expect(output).toContain('The mail "Welcome to Acme" has no attachment. Its attachments: none.')
  expect(output).toMatch(/AssertionError.*The mail "Welcome to Acme" has no link "reset"/)
  expect(code).toBe(1)
})

test('Vitest: MAILSINK_URL names the sink, and what it keeps is the mail of the test that failed', async () => {
  await project.write(
    'remote/welcome.test.js',
    `import { expect, test } from 'mailsink/vitest'
     import { signUp } from '../app.js'
     test('welcomes', async ({ inbox, sink }) => {${WELCOMES}})
     test('fails', async ({ inbox, sink }) => {${FAILS}})`,
  )
  await using sink = await startSink()
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--root=remote']
  const { output } = await project.node({ MAILSINK_URL: sink.http?.url }, ...vitest)
  expect(output).toMatch(/1 failed \| 1 passed/)
  expect(testsOf(await sink.messages())).toEqual(['fails'])
})

test('Jest: with MAILSINK_URL no module is loaded, so that no flag is needed', async () => {
  await project.write(
    'remote/welcome.test.cjs',
    `const { useInbox } = require('mailsink/jest')
     const { createTransport } = require('nodemailer')
     const mail = useInbox()
     test('has received', async () => {
       const { inbox, sink } = mail
       await createTransport(sink.smtp.url).sendMail({ from: 'a@b.test', to: inbox.address(), subject: 'Welcome' })
       await expect(inbox).toHaveReceived({ subject: 'welcome' })
     })
     test('fails', async () => await expect(mail.inbox).toHaveReceived({ subject: 'invoice' }, { timeout: 1 }))`,
  )
  await using sink = await startSink()
  const jest = ['node_modules/jest/bin/jest.js', '--rootDir=remote', '--testMatch=**/welcome.test.cjs']
  const { output } = await project.node({ MAILSINK_URL: sink.http?.url, NODE_OPTIONS: '' }, ...jest)
  expect(output).toMatch(/1 failed, 1 passed/)
  expect(output).toMatch(/^ {4}No message matched within 1 ms\./m)
  // The hooks are not told how a test ended: nothing is kept.
  expect(await sink.messages()).toEqual([])
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
