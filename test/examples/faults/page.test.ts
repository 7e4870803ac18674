/** What docs/faults.md shows is so: its examples for curl and Python run as they stand, its explanations are ours. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Inbox, startSink, type StartedSink } from 'mailsink'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultRule } from '../../../server/cli/fault-rule.ts'
import { page, snippet } from '../snippets.ts'
import { type App, startApp } from './app.ts'
import { recipes } from './recipe.ts'
import { senders } from './senders.ts'

const execute = promisify(execFile)

let sink: StartedSink
let app: App
let folder = ''

beforeAll(async () => {
  sink = await startSink()
  app = await startApp(sink.smtp)
  folder = await mkdtemp(join(tmpdir(), 'mailsink-faults-'))
})

afterAll(async () => {
  await app.stop()
  await sink.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs an example, and gives the faults that it has made. */
async function faultsOf(example: string, file: string, program: string, ...args: string[]): Promise<unknown[]> {
  await writeFile(join(folder, file), example)
  const before = (await faults()).length
  const env = { ...process.env, APP_URL: app.url, MAILSINK_URL: sink.http?.url.replace(/\/$/, '') }
  await execute(program, args, { cwd: folder, env })
  return (await faults()).slice(before)
}

async function faults(): Promise<unknown[]> {
  const answer = (await (await fetch(`${sink.http?.url}api/faults`)).json()) as { faults: unknown[] }
  return answer.faults
}

test('the example for curl runs as it stands', async () => {
  const made = await faultsOf(snippet('bash', 'curl', 'faults.md'), 'sign-up.sh', 'bash', 'sign-up.sh')
  expect(made).toMatchObject([{ state: 'spent', count: 2 }])
})

test.skipIf(senders.length === 1)('the example for Python runs as it stands', async () => {
  const made = await faultsOf(snippet('python', 'Python', 'faults.md'), 'test_sign_up.py', 'python3', '-m', 'unittest')
  expect(made).toMatchObject([{ state: 'spent', count: 2 }])
})

test('every recipe has a rule that the sink takes, and a test', async () => {
  const [, chapter = ''] = page('faults.md').split(/^## Recipes$/m)
  const headings = [...(chapter.split(/^## /m)[0] ?? '').matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)
  expect(recipes().map(({ heading }) => heading)).toEqual(headings)
  const files = ['recipients', 'clients', 'connections', 'starttls'].map((name) => `${name}.test.ts`)
  const tests = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n')
  expect(headings.filter((heading) => !tests.includes(`'${heading}'`))).toEqual([])
  for (const { rule } of recipes()) await (await sink.fault(rule)).remove()
})

test('the ready-made faults of the page are all there are', async () => {
  const { presets } = (await (await fetch(`${sink.http?.url}api/faults/presets`)).json()) as {
    presets: { preset: string }[]
  }
  const [, chapter = ''] = page('faults.md').split(/^## Ready-made faults$/m)
  const rows = [...(chapter.split(/^```/m)[0] ?? '').matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name)
  expect(rows).toEqual(presets.map(({ preset }) => preset))
})

test('a sink starts with the rules that the page gives to the command line', async () => {
  const lines = snippet('sh', 'From the start', 'faults.md')
  const [, rest = ''] = page('faults.md').split(lines)
  const rules = [...`${lines}${rest}`.matchAll(/(?:--fault |words: `)'(.*?)'/g)].map(([, rule = '']) => rule)
  const specs = rules.map((rule) => faultRule.parse(rule)?.spec ?? {})
  await using started = await startSink({ http: false, faults: specs })
  expect((await started.store.faults()).map(({ name }) => name)).toEqual([
    'greylisting',
    'mailbox-full',
    'reset at end',
    'mailbox-full',
  ])
})

test('a rule that could never strike is refused as the page shows it', async () => {
  await using inbox = await sink.inbox({ name: 'invoice' })
  const error: unknown = await inbox.fault({ stage: 'mail', reply: { code: 451 } }).catch((e: unknown) => e)
  expect(folded(String(error), inbox)).toBe(folded(snippet('text', 'Whose mail', 'faults.md'), inbox))
})

test('of two rules that contradict each other the younger is refused as the page shows it', async () => {
  await using inbox = await sink.inbox({ name: 'invoice' })
  await inbox.fault({ preset: 'mailbox-full', onUnhit: 'ignore' })
  const error: unknown = await inbox.fault('unknown-user').catch((e: unknown) => e)
  const shown = snippet('text', 'Several rules for the same mail', 'faults.md')
  expect(folded(String(error), inbox)).toBe(folded(shown, inbox))
})

test('a fault that was never hit is explained as the page shows it', async () => {
  const inbox = await sink.inbox({ name: 'invoice' })
  await inbox.fault({
    stage: 'rcpt',
    reply: { code: 451, text: 'Try again later' },
    scope: { rcpt: inbox.address('anna') },
  })
  await createTransport(sink.smtp.url).sendMail({ from: 'shop@example.com', to: inbox.address('ann'), text: 'Hello' })
  const error: unknown = await inbox.close().catch((e: unknown) => e)
  expect(folded(String(error), inbox)).toBe(folded(snippet('text', 'Whether it was hit', 'faults.md'), inbox))
})

/** Without what differs from run to run, and how the lines of the page are broken. */
function folded(text: string, inbox: Inbox): string {
  return text
    .replaceAll(inbox.id, 't-invoice-8tcb76p5et')
    .replaceAll(/\bf_\d+/g, 'f_1')
    .replace(/expires in .*\.$/m, 'expires in 1 m.')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
