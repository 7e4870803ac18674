/** How soon a wait knows of its mail, with many waiting at once: `npm run bench:wait -- --help`. */
import { parseArgs } from 'node:util'
import { connectSink } from '../client/connect.ts'
import type { Sink } from '../client/sink.ts'
import { startSink } from '../server/mailsink.ts'
import { openSender } from './load/letters.ts'
import { digits, median, table, verdicts, type Claim } from './report.ts'
import { buildScripts } from './servers/build.ts'
import { findContestants, startContestant } from './servers/contestants.ts'
import { lookAtMachine } from './servers/machine.ts'

const help = `npm run bench:wait -- [--waits 300] [--workers 50] [--rounds 10000] [--pause 500] [--starts 200]

1. A wait, begun before its mail, from the 250 to the message in hand: in process, over HTTP, and, for comparison, by asking
   for the list every 100 ms.
2. Workers side by side, each with an inbox of its own and the same subjects: is any mail seen by another, or missed?
3. 300 mails on 20 connections: does the request behind each 250 find it?
4. startSink({ smtp: { port: 0 }, http: false }), again and again.`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    waits: { type: 'string', default: '300' },
    workers: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '10000' },
    starts: { type: 'string', default: '200' },
    pause: { type: 'string', default: '500' },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}
const machine = lookAtMachine()
const claims: Claim[] = []
console.log([...machine.described, ''].join('\n'))

const percentile = (list: readonly number[], share: number) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN

/** Milliseconds from each 250 to the message in the hands of the test. */
async function latencies(sink: Sink, wait: (sink: Sink, subject: string) => Promise<unknown>): Promise<number[]> {
  const sender = await openSender(sink.smtp.port)
  const taken: number[] = []
  for (let n = 0; n < Number(values.waits); n += 1) {
    const subject = `Reset ${Math.random().toString(36).slice(2)}`
    const arrived = wait(sink, subject).then(() => performance.now())
    // The request is on its way: the mail must not be there before it.
    await new Promise((resolve) => setTimeout(resolve, 3))
    const accepted = await sender.send({ to: 'ann@example.com', subject })
    taken.push((await arrived) - accepted)
  }
  sender.close()
  return taken
}

const byWaiting = (sink: Sink, subject: string) => sink.waitFor({ subject })
const byPolling = async (sink: Sink, subject: string) => {
  for (;;) {
    const answer = await fetch(`${sink.http?.url}api/messages?limit=50`)
    const { messages } = (await answer.json()) as { messages: { subject: string }[] }
    if (messages.some((message) => message.subject === subject)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

{
  await using inside = await startSink({ smtp: { port: 0 }, http: false })
  const [contestant] = findContestants(['mailsink'], buildScripts())
  if (contestant === undefined) throw new Error('Build it first: npm run build.')
  await using server = await startContestant(contestant, machine)
  const url = `http://127.0.0.1:${server.ports.http}/`
  // SMTP greets before HTTP listens.
  while (
    !(await fetch(`${url}readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise(setImmediate)
  const outside = await connectSink(url)
  const rows: [string, number[], { median: number; p95: number } | null][] = [
    ['waitFor, in process', await latencies(inside, byWaiting), { median: 5, p95: 20 }],
    ['waitFor, over HTTP', await latencies(outside, byWaiting), { median: 5, p95: 20 }],
    ['the list, every 100 ms', await latencies(outside, byPolling), null],
  ]
  console.log(`From the 250 to the message in hand, ${values.waits} times, in ms:`)
  console.log(
    table(
      ['how', 'median', 'p95', 'longest'],
      rows.map(([name, list]) => [
        name,
        digits(median(list)),
        digits(percentile(list, 0.95)),
        digits(Math.max(...list)),
      ]),
    ),
  )
  for (const [name, list, bounds] of rows) {
    if (bounds === null) continue
    claims.push({ figure: `${name}, median`, wanted: { atMost: bounds.median }, measured: median(list), unit: 'ms' })
    claims.push({
      figure: `${name}, p95`,
      wanted: { atMost: bounds.p95 },
      measured: percentile(list, 0.95),
      unit: 'ms',
    })
  }

  const workers = Number(values.workers)
  const each = Math.ceil(Number(values.rounds) / workers)
  const faults = { seenByAnother: 0, missed: 0, late: [] as number[] }
  const started = performance.now()
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      await using inbox = await outside.inbox({ name: `worker ${worker}` })
      const sender = await openSender(server.ports.smtp)
      for (let round = 0; round < each; round += 1) {
        // As tests do: something else in between, so that it is the waits that are measured and not the queue of the machine.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * Number(values.pause)))
        const text = `${inbox.id} ${round}`
        const before = round % 2 === 0 ? inbox.waitFor({ subject: 'Welcome' }, { timeout: '20s' }).then(stamped) : null
        const accepted = await sender.send({ to: inbox.address('ann'), subject: 'Welcome', text })
        const found = await (before ?? inbox.waitFor({ subject: 'Welcome' }, { timeout: '20s' }).then(stamped)).catch(
          () => null,
        )
        if (found === null) faults.missed += 1
        else {
          if (found.message.text?.trim() !== text) faults.seenByAnother += 1
          if (before !== null) faults.late.push(found.at - accepted)
        }
      }
      const left = await inbox.expectNoMore({ quiet: 0 }).then(
        () => 0,
        () => 1,
      )
      faults.seenByAnother += left
      sender.close()
    }),
  )
  const seconds = (performance.now() - started) / 1000
  console.log(`\n${workers} workers, ${(workers * each).toLocaleString('en-US')} rounds in ${digits(seconds)} s:`)
  console.log(
    table(
      ['', ''],
      [
        ['mail of another, or left over', String(faults.seenByAnother)],
        ['missed', String(faults.missed)],
        ['from the 250 to the message, median, ms', digits(median(faults.late))],
        ['p99, ms', digits(percentile(faults.late, 0.99))],
        ['longest, ms', digits(Math.max(...faults.late))],
      ],
    ),
  )
  claims.push({ figure: 'mail seen by another', wanted: { atMost: 0 }, measured: faults.seenByAnother })
  claims.push({ figure: 'mail missed', wanted: { atMost: 0 }, measured: faults.missed })

  let invisible = 0
  await Promise.all(
    Array.from({ length: 20 }, async (_, connection) => {
      const sender = await openSender(server.ports.smtp)
      for (let n = 0; n < 15; n += 1) {
        const subject = `visible ${connection} ${n}`
        await sender.send({ to: 'bob@example.com', subject })
        const answer = await fetch(`${outside.http?.url}api/messages?limit=1&subject.is=${encodeURIComponent(subject)}`)
        const { total } = (await answer.json()) as { total: number }
        if (total !== 1) invisible += 1
      }
      sender.close()
    }),
  )
  console.log(`\n300 mails on 20 connections, each asked for right behind its 250: ${invisible} not there.`)
  claims.push({ figure: 'mail that was not there behind its 250', wanted: { atMost: 0 }, measured: invisible })
}

const starts: number[] = []
const stops: number[] = []
for (let n = 0; n <= Number(values.starts); n += 1) {
  const begun = performance.now()
  const sink = await startSink({ smtp: { port: 0 }, http: false })
  const ready = performance.now()
  await sink.stop()
  if (n === 0) continue
  starts.push(ready - begun)
  stops.push(performance.now() - ready)
}
console.log(
  `\nstartSink, ${values.starts} times after the first: median ${digits(median(starts))} ms, p95 ` +
    `${digits(percentile(starts, 0.95))} ms; stop ${digits(median(stops))} ms.`,
)
claims.push({ figure: 'startSink, median', wanted: { atMost: 15 }, measured: median(starts), unit: 'ms' })
console.log(`\n${verdicts(claims)}`)

function stamped<T>(message: T): { message: T; at: number } {
  return { message, at: performance.now() }
}
