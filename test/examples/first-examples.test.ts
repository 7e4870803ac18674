/** The first examples of docs/assertions.md, one for each runner, and of docs/faults.md, with the package installed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../support/chromium.ts'
import { type Installed, install } from '../support/installed.ts'
import { snippet } from './snippets.ts'

let project: Installed

beforeAll(async () => {
  project = await install(['vitest', 'jest', '@jest/globals', '@playwright/test', 'nodemailer'])
})

afterAll(async () => await project[Symbol.asyncDispose]())

async function runNode(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await project.tried({ FORCE_COLOR: '0', ...env }, process.execPath, ...args)
  // eslint-disable-next-line no-control-regex
  return `${stdout}${stderr}`.replace(/\u001b\[\d+m/g, '') + `\nended with ${code}`
}

test('Vitest', async () => {
  await project.write('vitest/sign-up.test.ts', snippet('ts', 'A first example'))
  const output = await runNode({}, 'node_modules/vitest/vitest.mjs', 'run', '--root=vitest')
  expect(output).toMatch(/Tests +1 passed[^]*ended with 0$/)
})

test('Vitest, with a fault', async () => {
  await project.write('faults/invoice.test.ts', snippet('ts', 'A first example', 'faults.md'))
  const output = await runNode({}, 'node_modules/vitest/vitest.mjs', 'run', '--root=faults')
  expect(output).toMatch(/Tests +1 passed[^]*ended with 0$/)
})

test('Jest', async () => {
  await project.write('jest/sign-up.test.js', snippet('js', 'Jest'))
  const flag = { NODE_OPTIONS: '--experimental-vm-modules' }
  const output = await runNode(flag, 'node_modules/jest/bin/jest.js', `--rootDir=${project.folder}/jest`)
  expect(output).toMatch(/Tests: +1 passed, 1 total[^]*ended with 0$/)
})

test('node:test', async () => {
  await project.write('node/sign-up.test.js', snippet('js', 'node:test'))
  const output = await runNode({}, '--test', '--test-reporter=spec', 'node/sign-up.test.js')
  expect(output).toMatch(/pass 1\n.*fail 0[^]*ended with 0$/)
})

test.skipIf(!findChromium())('Playwright', async () => {
  await project.write('playwright/sign-up.spec.ts', snippet('ts', 'Playwright'))
  const launchOptions = { executablePath: findChromium(), args: ['--no-sandbox'] }
  const config = { testDir: '.', reporter: 'line', use: { launchOptions } }
  await project.write('playwright/playwright.config.js', `export default ${JSON.stringify(config)}`)
  const cli = ['node_modules/@playwright/test/cli.js', 'test', '--config=playwright/playwright.config.js']
  expect(await runNode({}, ...cli)).toMatch(/1 passed[^]*ended with 0$/)
})
