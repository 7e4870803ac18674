/** How long a search takes over many mails, before and after their bodies were parsed: `npm run bench:search -- --help`. */
import { parseArgs } from 'node:util'
import type { Criteria } from '../contract/criteria.ts'
import type { Limits } from '../contract/info.ts'
import type { Store } from '../contract/store.ts'
import { compile } from '../criteria/compile.ts'
import { createMailReader } from '../server/mail/reader.ts'
import { WirePayload } from '../server/smtp/payload.ts'
import { Recorder } from '../server/smtp/recorder.ts'
import { createIds } from '../server/store/ids.ts'
import { createStore, type MemoryStore } from '../server/store/store.ts'
import { buildPayload, setSubject } from './load/payload.ts'
import { digits, median, table, verdicts, type Claim } from './report.ts'
import { lookAtMachine } from './servers/machine.ts'

const help = `npm run bench:search -- [--shapes 10000x10,100000x1] [--rounds 9]

A shape is a number of mails and their size in KB. Each is kept by a store of its own, with the default budget of 500 MiB,
and searched through the store's interface, as the API and waits do.`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    shapes: { type: 'string', default: '10000x10,100000x1' },
    rounds: { type: 'string', default: '9' },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}
const rounds = Number(values.rounds)

const limits: Limits = {
  messageSize: 50 << 20,
  recipients: 1000,
  commandLine: 16_384,
  connections: 2000,
  idle: 60_000,
  transaction: 600_000,
  handshake: 10_000,
  memory: 500 << 20,
  messages: 1_000_000,
  maxAge: null,
}

/** Every thousandth mail matches; the body has its words near the end, where a search meets them last. */
const HIT = 1000
const onHeaders: Record<string, Criteria> = {
  'one address': { to: 'user42@example.com' },
  'subject contains': { subject: 'order 0000000042' },
  'any header': { header: { 'X-Run': '7' } },
  'subject, RE2': { subject: { matches: '^your order 0+42$' } },
}
const onBodies: Record<string, Criteria> = {
  'body contains': { body: 'the needle in this haystack' },
  'text contains': { text: 'the needle in this haystack' },
}

function fill(memory: MemoryStore, count: number, kilobytes: number): void {
  const newId = createIds()
  for (let n = 0; n < count; n += 1) {
    const { head, body } = buildPayload(kilobytes * 1000)
    const subject = Buffer.from(head)
    setSubject(subject, n)
    const record = new Recorder({
      id: newId(),
      listener: 'smtp',
      strict: false,
      startTls: 'not offered',
      remote: { address: '127.0.0.1', port: 50_000 },
      intake: memory.intake,
    })
    const payload = new WirePayload()
    const extra = n % HIT === 42 ? 'X-Run: 7\r\n' : 'X-Run: 8\r\n'
    const mail = Buffer.concat([Buffer.from(extra), subject, needled(body, n)])
    payload.add(mail)
    memory.intake.reserve(payload.size)
    payload.finish()
    const to = `user${n % HIT}@example.com`
    const { id, listener, remote } = record.session
    const kept = memory.intake.accept(
      {
        payload,
        envelope: {
          from: 'shop@example.com',
          to: [to],
          parameters: {},
          recipients: [{ address: to, parameters: {}, code: 250, text: 'OK', accepted: true }],
        },
        session: { id, transaction: 1, listener, address: remote.address, helo: null, user: null, tls: null },
        faults: [],
      },
      record,
    )
    if (typeof kept === 'string') record.deliver(kept)
    record.ending('quit')
    record.close()
  }
}

function needled(body: Buffer, n: number): Buffer {
  const whole = Buffer.from(body.subarray(0, body.length - 3))
  // Within the text of either kind: a short mail is headers for its first half.
  const place = whole.length < 4_000 ? 0.7 : 0.15
  if (n % HIT === 42) whole.write('the needle\r\nin this haystack', Math.floor(whole.length * place), 'latin1')
  return whole
}

async function timed(store: Store, criteria: Criteria, times: number): Promise<{ ms: number; found: number }> {
  const taken: number[] = []
  let found = 0
  for (let round = 0; round < times; round += 1) {
    const started = performance.now()
    const page = await store.messages({ limit: 50, before: null, after: null, order: 'desc', digests: false, criteria })
    taken.push(performance.now() - started)
    found = page.total
  }
  return { ms: median(taken), found }
}

/** What searching costs at least without an index and without understanding mail: looking for the words in all bytes. */
async function plainly(store: Store): Promise<number> {
  const { messages } = await store.messages({
    limit: 1e9,
    before: null,
    after: null,
    order: 'asc',
    criteria: null,
    digests: false,
  })
  const raws = await Promise.all(messages.map(({ id }) => store.raw(id)))
  const taken = Array.from({ length: rounds }, () => {
    const started = performance.now()
    let found = 0
    for (const raw of raws)
      if (raw !== null && Buffer.from(raw.buffer, raw.byteOffset, raw.length).includes('no such words')) found += 1
    return found === 0 ? performance.now() - started : NaN
  })
  return median(taken)
}

const machine = lookAtMachine()
for (const line of machine.described) console.log(line)
console.log(`Medians of ${rounds} searches; "first" is the first of all, and each body is parsed for it.\n`)
// The matchers are warm when a user asks, who has asked before.
for (const criteria of [...Object.values(onHeaders), ...Object.values(onBodies)]) compile(criteria)

const claims: Claim[] = []
for (const shape of values.shapes.split(',')) {
  const [count = 0, kilobytes = 0] = shape.split('x').map(Number)
  const reader = createMailReader()
  const memory = createStore({ limits, reader, newId: createIds() })
  fill(memory, count, kilobytes)
  const { store } = memory
  const rows: string[][] = []
  const name = `${count.toLocaleString('en-US')} x ${kilobytes} KB`
  for (const [what, criteria] of Object.entries(onHeaders)) {
    const first = await timed(store, criteria, 1)
    const again = await timed(store, criteria, rounds)
    rows.push([what, digits(first.ms), digits(again.ms), String(again.found)])
    if (count === 10_000)
      claims.push({ figure: `${name}, ${what}`, wanted: { atMost: 20 }, measured: again.ms, unit: 'ms' })
  }
  for (const [what, criteria] of Object.entries(onBodies)) {
    const first = await timed(store, criteria, 1)
    const again = await timed(store, criteria, Math.min(rounds, first.ms > 20_000 ? 1 : rounds))
    rows.push([what, digits(first.ms), digits(again.ms), String(again.found)])
    if (count === 10_000)
      claims.push({ figure: `${name}, ${what}`, wanted: { atMost: 150 }, measured: again.ms, unit: 'ms' })
  }
  const bytes = await plainly(store)
  rows.push(['(bytes of all mails, Buffer.includes)', '', digits(bytes), ''])
  const { budget, totals } = await store.state()
  console.log(
    `${name}: budget ${Math.round((budget.used / budget.limit) * 100)} % used, ${totals.parses.toLocaleString('en-US')} bodies parsed`,
  )
  console.log(`${table(['search', 'first, ms', 'then, ms', 'found'], rows)}\n`)
  memory.stop()
  await reader.stop()
}
if (claims.length > 0) console.log(verdicts(claims))
