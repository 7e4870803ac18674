/** What a process has of a sink that it imports, starts and stops: nothing it did not ask for, and nothing left over. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const SINK = pathToFileURL(join(ROOT, 'server/sink.ts')).href
/** Reports every module that is loaded, by a hook of the loader itself. */
const HOOK = `
  import * as module from 'node:module'
  import { MessageChannel } from 'node:worker_threads'
  globalThis.loaded = []
  if ('registerHooks' in module) {
    // Newer Nodes: in this thread, and before the loaders of others.
    module.registerHooks({ load: (url, context, next) => (globalThis.loaded.push(url), next(url, context)) })
  } else {
    const { port1, port2 } = new MessageChannel()
    port1.on('message', (url) => globalThis.loaded.push(url))
    port1.unref()
    module.register('data:text/javascript,' + encodeURIComponent(\`
      let port
      export const initialize = (data) => { port = data.port }
      export const load = (url, context, next) => { port.postMessage(url); return next(url, context) }
    \`), { data: { port: port2 }, transferList: [port2] })
  }
`

interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a script with the sources as they are; it has to end by itself. */
function run(script: string): Promise<Ran> {
  const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`
  const args = ['--import', 'tsx', '--import', hook, '--input-type=module', '--eval', script]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, timeout: 50_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (child.exitCode ?? null), stdout, stderr })
    })
  })
}

const startAndStop = (http: string) => `
  const { startSink } = await import('${SINK}')
  const sink = await startSink({ http: ${http} })
  await sink.stop()
  process.stdout.write(globalThis.loaded.join('\\n'))
`
const heavy = (urls: string) =>
  urls.split('\n').filter((url) => /node_modules\/(?:fastify|@fastify\/|ws|prom-client)\b/.test(url))

test('importing does nothing: no output, no handle, no signal handler, no server', async () => {
  const { code, stdout, stderr } = await run(`
    const before = process.eventNames().length
    await import('${SINK}')
    const handles = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Pipe|Server/.test(name) && name !== 'PipeWrap')
    process.stdout.write(JSON.stringify([process.eventNames().length - before, handles, process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]))
  `)
  expect([code, stdout, stderr]).toEqual([0, '[0,[],0,0]', ''])
})

test('with http off neither Fastify nor ws is loaded, and with it they are', async () => {
  const without = await run(startAndStop('false'))
  expect([without.code, without.stderr]).toEqual([0, ''])
  // The hook is at work: it has seen the sink itself.
  expect(without.stdout).toContain('/server/sink.ts')
  expect(without.stdout).toContain('/server/smtp/connection.ts')
  expect(heavy(without.stdout)).toEqual([])
  const withHttp = await run(startAndStop('{}'))
  expect(heavy(withHttp.stdout).length).toBeGreaterThan(0)
})

test.each(['false', '{}'])(
  'after stop the process ends by itself, and nothing was printed (http: %s)',
  async (http) => {
    const { code, stdout, stderr } = await run(`
    import net from 'node:net'
    import { once } from 'node:events'
    const { startSink } = await import('${SINK}')
    const sink = await startSink({ http: ${http}, submission: {}, submissions: {}, starttls: true, limits: { maxAge: 60000 } })
    const client = net.connect(sink.smtp.port, '127.0.0.1')
    let heard = ''
    client.on('data', (bytes) => { heard += bytes })
    client.write('EHLO app\\r\\nMAIL FROM:<a@example.com>\\r\\nRCPT TO:<b@example.com>\\r\\nDATA\\r\\n.\\r\\n')
    while (!heard.includes('2.6.0')) await once(client, 'data')
    const [message] = (await sink.store.messages({ limit: 1, before: null, after: null, order: 'desc', criteria: null, digests: true })).messages
    if (message === undefined) throw new Error('no message')
    await sink.stop()
  `)
    expect([code, stdout, stderr]).toEqual([0, '', ''])
  },
)

test('after stop the process ends by itself, whatever faults were holding its sessions up', async () => {
  const { code, stdout, stderr } = await run(`
    import net from 'node:net'
    const { startSink } = await import('${SINK}')
    const sink = await startSink({ hosts: ['127.0.0.1'], submission: {}, submissions: {} })
    const stages = ['connect', 'ehlo', 'mail', 'rcpt', 'data', 'payload', 'end', 'quit']
    const words = 'EHLO app\\r\\nMAIL FROM:<a@x.test>\\r\\nRCPT TO:<b@x.test>\\r\\nDATA\\r\\nSubject: hi\\r\\n\\r\\n.\\r\\nQUIT\\r\\n'
    const hit = new Set()
    let allHit = () => {}
    await sink.store.subscribe((event) => {
      if (event.type === 'fault.hit') hit.add(event.fault.id)
      if (hit.size === 3 * stages.length - 3) allHit()
    }, { since: null, digests: false, criteria: null })
    const clients = []
    for (const action of [{ type: 'stall' }, { type: 'delay', delay: '1h' }, { type: 'trickle', bytesPerSecond: 1 }])
      for (const stage of stages) {
        // A mail on its way, and a goodbye that leaves slowly, may take their time when the sink stops.
        if (action.type !== 'stall' && stage === 'payload' || action.type === 'trickle' && stage === 'quit') continue
        const localAddress = '127.0.1.' + (clients.length + 1)
        await sink.store.createFault({ scope: { address: localAddress }, stage, action })
        clients.push(net.connect({ port: sink.smtp.port, host: '127.0.0.1', localAddress }).resume())
        clients.at(-1).on('error', () => {}).write(words)
      }
    clients.push(net.connect(sink.submissions.port, '127.0.0.1').resume().on('error', () => {}))
    await new Promise((resolve) => { allHit = resolve })
    await sink.stop()
  `)
  expect([code, stdout, stderr]).toEqual([0, '', ''])
})
