/** What is published, as somebody has it who installs it: into an empty folder, without the network. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { version } from '../server/version.ts'
import { type Installed, install } from './support/installed.ts'

const ROOT = join(import.meta.dirname, '..')
let installed: Installed
let folder = ''

beforeAll(async () => {
  installed = await install()
  folder = installed.folder
})

afterAll(async () => await installed[Symbol.asyncDispose]())

test('installs alone, with the licences of what it carries', async () => {
  const { dependencies = {}, devDependencies: _ } = JSON.parse(
    await readFile(join(folder, 'node_modules/mailsink/package.json'), 'utf8'),
  )
  expect(dependencies).toEqual({})
  const { stdout } = await installed.run('npm', 'ls', '--all', '--parseable')
  expect(stdout.trim().split('\n')).toHaveLength(2)
  const notices = await readFile(join(folder, 'node_modules/mailsink/dist/THIRD-PARTY-NOTICES'), 'utf8')
  const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\S+, /gm)].map(([, name]) => name)
  expect(named).toEqual(expect.arrayContaining(['fastify', 'mailparser', 'nodemailer', 'preact', 'smtp-server', 'ws']))
  expect((await readFile(join(folder, 'node_modules/mailsink/README.md'), 'utf8')).length).toBeGreaterThan(1000)
  expect(await readFile(join(folder, 'node_modules/mailsink/LICENSE'), 'utf8')).toContain('MIT')
})

test('runs, and takes the address that RFC 5322 means', async () => {
  const bin = join(folder, 'node_modules/.bin/mailsink')
  expect((await installed.run(bin, '--version')).stdout).toBe(`${version()}\n`)

  const sink = spawn(
    bin,
    ['--smtp-port=0', '--http-port=0', '--submission-port=0', '--submissions-port=0', '--log=json'],
    { cwd: folder },
  )
  try {
    const ports: Record<string, number> = {}
    for await (const line of createInterface({ input: sink.stdout })) {
      const fact = JSON.parse(line)
      if (fact.listener) ports[fact.listener] = fact.port
      if (fact.message === 'ready') break
    }
    // The parser of nodemailer before 10.1.4 takes the address in the comment for the sender (CVE-2026-121424).
    const mail = 'From: victim@good.example (outer (inner) <attacker@evil.example>)\r\nSubject: whose?\r\n\r\nhi\r\n'
    await deliver(Number(ports['smtp']), mail)
    const root = `http://127.0.0.1:${ports['http']}/`
    const { messages } = await (await fetch(`${root}api/messages`)).json()
    expect(messages).toMatchObject([
      { subject: 'whose?', from: [{ address: 'victim@good.example' }], digest: { snippet: 'hi' } },
    ])
    // Large enough to be parsed by a worker, which is a file of its own.
    await deliver(
      Number(ports['smtp']),
      `Subject: long\r\n\r\n${'All work and no play. '.repeat(3)}\r\n`.padEnd(4_000_000, 'x\r\n'),
    )
    const [long] = (await (await fetch(`${root}api/messages`)).json()).messages
    expect(await (await fetch(`${root}api/messages/${long.id}`)).json()).toMatchObject({
      subject: 'long',
      parseError: null,
      text: expect.stringMatching(/^All work and no play\./),
    })
    const page = await fetch(root, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<script type="module"')
  } finally {
    sink.kill('SIGTERM')
  }
})

test('starts in the process of a test', async () => {
  await installed.write(
    'use.js',
    `import { startSink } from 'mailsink'
     import { createConnection } from 'node:net'
     const sink = await startSink({ smtp: { port: 0 }, http: false })
     const socket = createConnection(sink.smtp.port, sink.smtp.host)
     for await (const chunk of socket) { console.log(String(chunk).slice(0, 3)); break }
     await sink.stop()`,
  )
  expect((await installed.run(process.execPath, 'use.js')).stdout).toBe('220\n')
})

test.each([
  ['mailsink', ['MailTimeoutError', 'PortTakenError', 'connectSink', 'startSink']],
  ['mailsink/client', ['MailError', 'MailTimeoutError', 'NothingToPickError', 'connectSink']],
  [
    'mailsink/node-test',
    ['assertAddressedTo', 'assertAttachment', 'assertCode', 'assertHeader', 'assertLink', 'inboxFor', 'sinkFor'],
  ],
])('%s gives %j', async (entry, names) => {
  const code = `console.log(Object.keys(await import('${entry}')).join())`
  const { stdout } = await installed.run(process.execPath, '--input-type=module', '-e', code)
  expect(stdout.trim().split(',')).toEqual(expect.arrayContaining(names))
})

test.each(['mailsink/vitest', 'mailsink/playwright'])(
  '%s asks for its runner, which nobody has who does not use it',
  async (entry) => {
    const code = `await import('${entry}')`
    const { stderr } = await installed.tried({}, process.execPath, '--input-type=module', '-e', code)
    expect(stderr).toContain(`Cannot find package '${entry === 'mailsink/vitest' ? 'vitest' : '@playwright/test'}'`)
  },
)

test('an error is the same class whichever entry it was imported from, also when the sink in process throws it', async () => {
  await installed.write(
    'same.js',
    `import * as all from 'mailsink'
     import * as client from 'mailsink/client'
     const different = Object.keys(client).filter((name) => client[name] !== all[name])
     const sink = await all.startSink({ http: false })
     const error = await sink.waitFor({ subject: 'x' }, { timeout: 1 }).catch((thrown) => thrown)
     console.log(JSON.stringify([different, error instanceof client.MailTimeoutError]))
     await sink.stop()`,
  )
  expect(JSON.parse((await installed.run(process.execPath, 'same.js')).stdout)).toEqual([[], true])
})

test('mailsink/client is small, and imports nothing of Node and nothing else', async () => {
  const files = await reached('client.js')
  const imports = [...files.values()].flatMap((source) =>
    [...source.matchAll(/(?:\bfrom|\bimport\(?)\s*["']([^"']+)["']/g)].map(([, name = '']) => name),
  )
  expect(imports.filter((name) => !name.startsWith('./'))).toEqual([])
  const all = [...files.values()].join('')
  expect(all).not.toMatch(/\brequire\(|\bBuffer\b/)
  expect(all.length).toBeLessThan(63_500)
  expect(gzipSync(all).length).toBeLessThan(18_600)
})

test('mailsink/client works where there is only what browsers have too', async () => {
  // A context of its own: no process, no Buffer, no require.
  await installed.write(
    'browser.js',
    `import { createContext, SourceTextModule } from 'node:vm'
     import { readFile } from 'node:fs/promises'
     import { startSink } from 'mailsink'
     const { fetch, URL, URLSearchParams, Headers, AbortSignal, AbortController, TextEncoder, TextDecoder, setTimeout, clearTimeout, performance, btoa, console } = globalThis
     const context = createContext({ fetch, URL, URLSearchParams, Headers, AbortSignal, AbortController, TextEncoder, TextDecoder, setTimeout, clearTimeout, performance, btoa, console })
     const modules = new Map()
     const load = async (url) => {
       if (!modules.has(url)) modules.set(url, new SourceTextModule(await readFile(new URL(url), 'utf8'), { context, identifier: url, initializeImportMeta: (meta) => { meta.url = url } }))
       return modules.get(url)
     }
     const client = await load(import.meta.resolve('mailsink/client'))
     await client.link((name, from) => load(new URL(name, from.identifier).href))
     await client.evaluate()
     const sink = await startSink()
     const remote = await client.namespace.connectSink(sink.http.url)
     const inbox = await remote.inbox({ name: 'browser' })
     const error = await inbox.waitFor({ subject: 'x' }, { timeout: 1 }).catch((thrown) => thrown)
     console.log(error.name)
     await inbox.close()
     await sink.stop()`,
  )
  const { stdout, stderr } = await installed.tried(
    {},
    process.execPath,
    '--experimental-vm-modules',
    '--no-warnings',
    'browser.js',
  )
  expect(stderr).toBe('')
  expect(stdout).toBe('MailTimeoutError\n')
})

test.each([
  ['main.js', /\/\/ node_modules\//, 'ready and --help load no package'],
  [
    'mailsink.js',
    /\/\/ node_modules\/(fastify|@fastify|selfsigned)\//,
    'a sink without HTTP and TLS loads neither Fastify nor what makes certificates',
  ],
])('%s does not load %s: %s', async (entry, marker) => {
  const seen = await reached(entry)
  expect(seen.size).toBeGreaterThan(1)
  expect([...seen].flatMap(([file, source]) => (marker.test(source) ? [file] : []))).toEqual([])
})

test.each([
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])(
  'its types compile with moduleResolution %s, without skipLibCheck and without the types of Node',
  async (resolution, module) => {
    await installed.write(
      `${resolution}/use.ts`,
      `import { startSink, type Criteria, type Inbox, type Message, type Sink, type SinkOptions } from 'mailsink'
     import { connectSink, MailTimeoutError, type Diagnosis } from 'mailsink/client'
     import { assertLink, inboxFor } from 'mailsink/node-test'
     const options: SinkOptions = { smtp: { port: 0 }, http: false, limits: { messages: 10 } }
     const started = await startSink(options)
     const { messages } = await started.store.messages({ limit: 10, before: null, after: null, order: 'desc', criteria: null, digests: true })
     const names: string[] = messages.flatMap((message) => message.from.map(({ name }) => name))
     // @ts-expect-error: a message has no such field, so its type is not any
     messages[0].nonsense
     // @ts-expect-error: nor may a flag be misspelt
     await startSink({ smpt: false })
     const sink: Sink = Math.random() < 0.5 ? started : await connectSink()
     const url: string = sink.smtp.url
     const inbox: Inbox = await sink.inbox()
     const criteria: Criteria = { subject: /reset/, attachment: { filename: '*.pdf' }, any: [{ to: 'a@b.test' }] }
     const message: Message = await inbox.waitFor(criteria, { timeout: '5s' })
     // @ts-expect-error: nor a criterion
     await inbox.waitFor({ subjct: 'reset' })
     // @ts-expect-error: nor a duration
     await inbox.waitFor(criteria, { timeout: '5 parsecs' })
     const href: string = message.link('reset').href
     try { await inbox.expectNone() } catch (error) {
       const why: Diagnosis | null = (error as MailTimeoutError).diagnostics
       // @ts-expect-error: the diagnosis has no such field, so its type is not any
       why?.nonsense
     }
     assertLink(message, 'reset')
     await inboxFor({ after() {} })
     export { href, names, url }`,
    )
    expect(await compiled(resolution, module)).toBe('')
  },
)

/** What TypeScript says to the file `use.ts` in a folder. */
async function compiled(resolution: string, module: string): Promise<string> {
  const compilerOptions = {
    module,
    moduleResolution: resolution,
    target: 'es2022',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: [],
  }
  await installed.write(`${resolution}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return (await installed.tried({}, process.execPath, tsc, '-p', resolution)).stdout
}

/** A file of dist/ and all that it imports at once, by name. */
async function reached(entry: string): Promise<Map<string, string>> {
  const open = [entry]
  const seen = new Map<string, string>()
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const source = await readFile(join(folder, 'node_modules/mailsink/dist', file), 'utf8')
    seen.set(file, source)
    const targets = [...source.matchAll(/^(?:import|export)\b[^'"]*["']\.\/([\w.-]+)["']/gm)].map(
      ([, target = '']) => target,
    )
    open.push(...targets.filter((target) => !seen.has(target)))
  }
  return seen
}

/** One mail, sent without a library that would mend it. */
async function deliver(port: number, mail: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const steps = ['EHLO test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA', `${mail}.`, 'QUIT']
  for await (const reply of socket.setEncoding('utf8')) {
    if (!/^[23]\d\d[ -]/.test(String(reply))) throw new Error(String(reply))
    const step = steps.shift()
    if (step) socket.write(`${step}\r\n`)
  }
}
