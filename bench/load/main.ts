/** The load generator, a process of its own: `node main.js '<LoadOptions as JSON>'` prints a LoadResult as JSON. */
import { readdirSync, readFileSync } from 'node:fs'
import { createClient } from './client.ts'
import type { LoadOptions, LoadResult, Phase } from './options.ts'
import { buildPayload } from './payload.ts'

const patience = 120_000
const options: LoadOptions = JSON.parse(process.argv[2] ?? '')
const payload = buildPayload(options.size)
const clients = Array.from({ length: options.connections }, () =>
  createClient({ host: '127.0.0.1', port: options.port, payload, mode: options.mode, onError: fail }),
)
let sent = 0

const watchdog = setTimeout(() => fail(new Error(`not done after ${patience} ms`)), patience)
await all((client, done) => client.open(done))
if (options.warmup) await run(options.warmup)
const before = readCpu()
const own = process.cpuUsage()
const began = performance.now()
const count = await run(options.measured)
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(own)
const after = readCpu()
await all((client, done) => client.close(done))
clearTimeout(watchdog)
const result: LoadResult = {
  count,
  seconds,
  serverCpu: before === null || after === null ? null : after - before,
  generatorCpu: (user + system) / 1e6,
}
console.log(JSON.stringify(result))

/** Sends until the count or the time is used up, whichever comes first; resolves when the last reply is there. */
async function run(phase: Phase): Promise<number> {
  const first = sent
  const end = performance.now() + phase.seconds * 1000
  await all((client, done) =>
    client.send(() => (sent - first < phase.messages && performance.now() < end ? ++sent : -1), done),
  )
  return sent - first
}

async function all(act: (client: (typeof clients)[number], done: () => void) => void): Promise<void> {
  await Promise.all(clients.map((client) => new Promise<void>((resolve) => act(client, resolve))))
}

/** Seconds of CPU the server's threads have used so far; null where nobody counts them. Not from `stat`, which has steps of 10 ms. */
function readCpu(): number | null {
  try {
    const threads = readdirSync(`/proc/${options.serverPid}/task`)
    return threads.reduce((sum, thread) => sum + readThread(thread), 0) / 1e9
  } catch {
    return null
  }
}

/** Nanoseconds. */
function readThread(id: string): number {
  return Number(readFileSync(`/proc/${options.serverPid}/task/${id}/schedstat`, 'latin1').split(' ', 1)[0])
}

function fail(error: Error): never {
  console.error(error)
  process.exit(1)
}
