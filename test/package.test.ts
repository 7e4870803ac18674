/** What is published, as somebody has it who installs it: into an empty folder, without the network. */
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { version } from '../server/version.ts'

const ROOT = join(import.meta.dirname, '..')
const execute = promisify(execFile)
let folder = ''

const inFolder = async (program: string, args: readonly string[]) => await execute(program, args, { cwd: folder })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailsink-package-'))
  // What dist/ holds was built before the tests; packing builds no second time.
  const packed = await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT })
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? ''
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  await inFolder('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`])
})

afterAll(async () => await rm(folder, { recursive: true, force: true }))

test('installs alone, with the licences of what it carries', async () => {
  const { dependencies = {}, devDependencies: _ } = JSON.parse(
    await readFile(join(folder, 'node_modules/mailsink/package.json'), 'utf8'),
  )
  expect(dependencies).toEqual({})
  const installed = await inFolder('npm', ['ls', '--all', '--parseable'])
  expect(installed.stdout.trim().split('\n')).toHaveLength(2)
  const notices = await readFile(join(folder, 'node_modules/mailsink/dist/THIRD-PARTY-NOTICES'), 'utf8')
  const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\S+, /gm)].map(([, name]) => name)
  expect(named).toEqual(expect.arrayContaining(['fastify', 'mailparser', 'nodemailer', 'preact', 'smtp-server', 'ws']))
  expect((await readFile(join(folder, 'node_modules/mailsink/README.md'), 'utf8')).length).toBeGreaterThan(1000)
  expect(await readFile(join(folder, 'node_modules/mailsink/LICENSE'), 'utf8')).toContain('MIT')
})

test('runs, and takes the address that RFC 5322 means', async () => {
  const bin = join(folder, 'node_modules/.bin/mailsink')
  expect((await inFolder(bin, ['--version'])).stdout).toBe(`${version()}\n`)

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
  await writeFile(
    join(folder, 'use.js'),
    `import { startSink } from 'mailsink'
     import { createConnection } from 'node:net'
     await using_()
     async function using_() {
       const sink = await startSink({ smtp: { port: 0 }, http: false })
       const socket = createConnection(sink.smtp.port, sink.smtp.host)
       for await (const chunk of socket) { console.log(String(chunk).slice(0, 3)); break }
       await sink.stop()
     }`,
  )
  expect((await inFolder(process.execPath, ['use.js'])).stdout).toBe('220\n')
})

test.each([
  ['main.js', /\/\/ node_modules\//, 'ready and --help load no package'],
  [
    'sink.js',
    /\/\/ node_modules\/(fastify|@fastify|selfsigned)\//,
    'a sink without HTTP and TLS loads neither Fastify nor what makes certificates',
  ],
])('%s does not load %s: %s', async (entry, marker) => {
  const dist = join(folder, 'node_modules/mailsink/dist')
  const open = [entry]
  const seen = new Map<string, string>()
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const source = await readFile(join(dist, file), 'utf8')
    seen.set(file, source)
    const targets = [...source.matchAll(/^(?:import|export) [^'"]*["']\.\/([\w.-]+)["']/gm)].map(
      ([, target = '']) => target,
    )
    open.push(...targets.filter((target) => !seen.has(target)))
  }
  expect(seen.size).toBeGreaterThan(1)
  expect([...seen].flatMap(([file, source]) => (marker.test(source) ? [file] : []))).toEqual([])
})

test.each([
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])(
  'its types compile with moduleResolution %s, without skipLibCheck and without the types of Node',
  async (resolution, module) => {
    await mkdir(join(folder, resolution), { recursive: true })
    await writeFile(
      join(folder, resolution, 'use.ts'),
      `import { startSink, type Sink, type SinkOptions } from 'mailsink'
     const options: SinkOptions = { smtp: { port: 0 }, http: false, limits: { messages: 10 } }
     const sink: Sink = await startSink(options)
     const url: string | undefined = sink.smtp?.url
     const { messages } = await sink.store.messages({ limit: 10, before: null, after: null, order: 'desc' })
     const names: string[] = messages.flatMap((message) => message.from.map(({ name }) => name))
     // @ts-expect-error: a message has no such field, so its type is not any
     messages[0].nonsense
     // @ts-expect-error: nor may a flag be misspelt
     await startSink({ smpt: false })
     export { names, url }`,
    )
    await writeFile(
      join(folder, resolution, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution: resolution,
          target: 'es2022',
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          types: [],
        },
        files: ['use.ts'],
      }),
    )
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const { stdout } = await inFolder(process.execPath, [tsc, '-p', resolution]).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout).toBe('')
  },
)

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
