/** The examples of docs/assertions.md for other languages, run as they stand there, with an app that sends. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSink, type StartedSink } from 'mailsink'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from './app/app.ts'
import { snippet } from './snippets.ts'

const execute = promisify(execFile)
// Go compiles its HTTP client first, on a machine that may be busy.
const PATIENCE = 300_000

let sink: StartedSink
let app: App
let folder = ''

beforeAll(async () => {
  sink = await startSink()
  app = await startApp({ smtpUrl: sink.smtp.url })
  folder = await mkdtemp(join(tmpdir(), 'mailsink-snippets-'))
})

afterAll(async () => {
  await app.stop()
  await sink.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Language {
  readonly name: string
  readonly file: string
  readonly program: string
  readonly args: readonly string[]
  /** How the program tells its version. */
  readonly version: string
}

const LANGUAGES: readonly Language[] = [
  { name: 'bash', file: 'sign-up.sh', program: 'bash', args: ['sign-up.sh'], version: '--version' },
  { name: 'python', file: 'test_sign_up.py', program: 'python3', args: ['-m', 'unittest'], version: '--version' },
  { name: 'go', file: 'sign_up_test.go', program: goProgram(), args: ['test', 'sign_up_test.go'], version: 'version' },
  { name: 'java', file: 'SignUp.java', program: 'java', args: ['SignUp.java'], version: '-version' },
]

const there = LANGUAGES.filter(isThere)

test.each(there)(
  'the example in $name runs as it stands',
  { timeout: PATIENCE },
  async ({ name, file, program, args }) => {
    await writeFile(join(folder, file), snippet(name))
    const before = await sink.sessions()
    await run(program, ...args)
    // It has made the app send, and found the mail.
    expect(await sink.sessions()).toHaveLength(before.length + 1)
  },
)

test.each(there)(
  'the example in $name prints why there is no mail',
  { timeout: PATIENCE },
  async ({ name, file, program, args }) => {
    const wrong = snippet(name)
      .replaceAll('confirm your address', 'confirm your adress')
      .replace(/timeout=5\b/, 'timeout=0.2')
      .replace(/\b10s\b/, '200ms')
    await writeFile(join(folder, file), wrong)
    const { stdout, stderr } = await run(program, ...args).catch((failed: unknown) => failed as Ran)
    expect(`${stdout}${stderr}`).toContain('No message matched within 200 ms. The closest differs in its subject.\n')
  },
)

test.skipIf(!there.some(({ name }) => name === 'java'))(
  'Java waits, picks and deletes while the same client follows the feed',
  { timeout: PATIENCE },
  async () => {
    const { stdout } = await run('java', join(import.meta.dirname, 'FeedInUse.java'))
    expect(stdout).toMatch(
      /^picked http:\/\/127\.0\.0\.1:\d+\/confirm\?token=\w+\nthe feed told of 20 mails and 20 deletions\n$/,
    )
  },
)

interface Ran {
  readonly stdout: string
  readonly stderr: string
}

async function run(program: string, ...args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    APP_URL: app.url,
    MAILSINK_URL: (sink.http?.url ?? '').replace(/\/$/, ''),
    // Nothing is fetched: the examples need what comes with the language, and no more.
    GOFLAGS: '-mod=mod -count=1',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    GO111MODULE: 'off',
  }
  return await execute(program, args, { cwd: folder, env })
}

function goProgram(): string {
  return runs('go', 'version') ? 'go' : '/usr/local/go/bin/go'
}

function isThere({ name, program, version }: Language): boolean {
  if (runs(program, version)) return true
  process.stdout.write(`The example in ${name} is skipped, because there is no ${program}.\n`)
  return false
}

function runs(program: string, version: string): boolean {
  try {
    execFileSync(program, [version], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
