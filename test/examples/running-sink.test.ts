/** The suites beside this one, unchanged, with a mailsink that runs elsewhere. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSink } from 'mailsink'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const execute = promisify(execFile)

test('the suites are green with MAILSINK_URL, and leave no inbox behind', async () => {
  await using sink = await startSink()
  const url = sink.http?.url ?? ''
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const { stdout } = await execute(process.execPath, [vitest, 'run', '--reporter=json', 'sign-up', 'password-reset'], {
    cwd: import.meta.dirname,
    // CI: a snapshot that is not there is a failure. It is no worker of the Vitest that runs this test.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV)/.test(name))),
      CI: 'true',
      MAILSINK_URL: url,
    },
  })
  const report: unknown = JSON.parse(stdout.slice(stdout.indexOf('{')))
  expect(report).toMatchObject({ success: true, numPassedTests: 12, numTotalTests: 12 })
  // That is where the mail went.
  expect((await sink.sessions()).length).toBeGreaterThan(12)
  expect(await (await fetch(`${url}api/inboxes`)).json()).toEqual({ inboxes: [] })
})
