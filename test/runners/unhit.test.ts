/** A fault that was never hit fails its test, in every runner; a test that has failed already is told of that alone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../support/chromium.ts'
import { openProject, type Project } from './project.ts'

let project: Project

beforeAll(async () => {
  project = await openProject()
})

afterAll(async () => await project[Symbol.asyncDispose]())

const MADE = `await inbox.fault({ stage: 'rcpt', reply: { code: 451 }, name: 'busy' })`
const FAILED = `${MADE}; throw new Error('the first failure')`
const EXPLAINED = /FaultNotHitError\]?: The rule "busy" \(f_\d+\) has struck 0 times/g
const hits = (output: string) => new Set(output.match(EXPLAINED)).size

test('Vitest', async () => {
  await project.write(
    'vitest/fault.test.js',
    `import { test } from 'mailsink/vitest'
     test('unhit', async ({ inbox }) => { ${MADE} })
     test('failed', async ({ inbox }) => { ${FAILED} })`,
  )
  const { code, output } = await project.node({}, 'node_modules/vitest/vitest.mjs', 'run', '--root=vitest')
  expect(output).toMatch(/2 failed/)
  expect(hits(output)).toBe(1)
  expect(output).toContain('the first failure')
  // The line that made it.
  expect(output).toMatch(/fault\.test\.js:2:\d+/)
  expect(code).toBe(1)
})

test('Vitest: a fault of the sink ends with the test that made it, unless that has disposed of it', async () => {
  const made = `sink.fault({ stage: 'rcpt', reply: { code: 451 }, name: 'busy', scope: { all: true } })`
  await project.write(
    'worker/fault.test.js',
    `import { expect, test } from 'mailsink/vitest'
     test('unhit', async ({ sink }) => { await ${made} })
     test('failed', async ({ sink }) => { await ${made}; throw new Error('the first failure') })
     test('removed', async ({ sink }) => { await (await ${made}).remove() })
     test('not made', async ({ sink }) => { await expect(sink.fault({ scope: { all: true } })).rejects.toThrow() })`,
  )
  const { code, output } = await project.node({}, 'node_modules/vitest/vitest.mjs', 'run', '--root=worker')
  expect(output).toMatch(/2 failed \| 2 passed/)
  expect(hits(output)).toBe(1)
  expect(output).toContain('the first failure')
  expect(code).toBe(1)
})

test('Jest', async () => {
  await project.write(
    'jest/fault.test.js',
    `import { expect, test } from '@jest/globals'
     import { useInbox } from 'mailsink/jest'
     const mail = useInbox()
     test('unhit', async () => { const { inbox } = mail; ${MADE} })
     test('failed', async () => { const { inbox } = mail; ${FAILED} })
     test('fine', async () => { expect(mail.inbox.name).toBe('fine') })`,
  )
  const { code, output } = await project.node(
    { NODE_OPTIONS: '--experimental-vm-modules' },
    'node_modules/jest/bin/jest.js',
    `--rootDir=${project.folder}/jest`,
  )
  expect(output).toMatch(/2 failed, 1 passed, 3 total/)
  // The hooks are not told how a test ended: both failures are shown, its own first.
  expect(output.indexOf('the first failure')).toBeGreaterThan(output.indexOf('● unhit'))
  expect(output).toMatch(/● failed\n+ +the first failure/)
  expect(code).toBe(1)
})

test('node:test', async () => {
  await project.write(
    'node/fault.test.js',
    `import test from 'node:test'
     import { inboxFor } from 'mailsink/node-test'
     test('unhit', async (t) => { const inbox = await inboxFor(t); ${MADE} })
     test('failed', async (t) => { const inbox = await inboxFor(t); ${FAILED} })`,
  )
  const { code, output } = await project.node({}, '--test', '--test-reporter=spec', 'node/fault.test.js')
  expect(output).toMatch(/fail 2/)
  expect(hits(output)).toBe(1)
  expect(output).toContain('the first failure')
  expect(code).toBe(1)
})

test.skipIf(findChromium() === null)('Playwright', async () => {
  await project.write(
    'playwright/fault.spec.js',
    `import { test } from 'mailsink/playwright'
     test('unhit', async ({ inbox }) => { ${MADE} })
     test('failed', async ({ inbox }) => { ${FAILED} })`,
  )
  await project.write('playwright/playwright.config.js', `export default { testDir: '.', reporter: 'line' }`)
  const { code, output } = await project.node(
    {},
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config=playwright/playwright.config.js',
  )
  expect(output).toMatch(/2 failed/)
  expect(hits(output)).toBe(1)
  expect(output).toContain('the first failure')
  expect(code).toBe(1)
})
