/** Whether rules of many tests at once stay apart: `npx tsx bench/faults.ts -- --help`. Ends with 1 when one of them did not. */
import { parseArgs } from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import { connectSink } from '../client/connect.ts'
import type { Sink } from '../client/sink.ts'
import { makeCertificate } from '../server/smtp/certificate.ts'
import { startSink, type StartedSink } from '../server/mailsink.ts'
import { play, type Game } from '../test/smtp/faults/parallel/play.ts'
import { digits, table } from './report.ts'
import { lookAtMachine } from './servers/machine.ts'

const help = `npx tsx bench/faults.ts [--workers 50] [--rounds 40] [--seed 1] [--http-workers 20] [--http-rounds 10]

Workers side by side at one sink. In each round (of each worker, so 50 x 40 are 2,000) a worker opens an inbox, arms a rule
that its seed picks, and delivers mails until the rule is spent: has the rule struck as often as it says, its own sessions
alone, and has every mail arrived as often as it should? Then the same over HTTP. The heap is looked at before and after.`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    workers: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    'http-workers': { type: 'string', default: '20' },
    'http-rounds': { type: 'string', default: '10' },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}

/** Small, so that the transcripts of the sessions, which are kept, are soon as many as there may be. */
const budget = 16 * 1024 * 1024
/** What may be held after the last round that was not before the first: the budget, and the events that are remembered. */
const growthAllowed = budget + 24e6
const seed = Number(values.seed)
const { cert, key } = await makeCertificate([])
const options = {
  hosts: ['127.0.0.1'],
  submission: {},
  authPlaintext: true,
  tls: { cert, key },
  limits: { memory: budget },
}

// The line between is about cores that are shared out: here all is one process.
const [machine, , load] = lookAtMachine().described
console.log(`${machine}\n${load}\n`)
const rows: string[][] = []
const wrong: string[] = []
{
  await using sink = await startSink({ ...options, http: false })
  const game = { workers: Number(values.workers), rounds: Number(values.rounds), seed }
  await measure('in process', sink, sink, game)
}
{
  await using sink = await startSink({ ...options, http: {} })
  await using outside = await connectSink(sink.http?.url ?? '')
  await measure('over HTTP', sink, outside, {
    workers: Number(values['http-workers']),
    rounds: Number(values['http-rounds']),
    seed: seed + 1,
  })
}
const head = ['', 'workers', 'rounds', 'attempts', 'strikes', 'kept', 'seconds', 'rules left', 'heap grew by', 'wrong']
console.log(table(head, rows))
if (wrong.length > 0) {
  console.log(`\n${wrong.slice(0, 50).join('\n')}`)
  process.exitCode = 1
}

async function measure(name: string, sink: StartedSink, hands: Sink, game: Game): Promise<void> {
  const ports = { smtp: sink.smtp.port, submission: sink.submission?.port ?? 0 }
  // Once in small: what is loaded and compiled at first use is no leak.
  await play(hands, ports, { workers: game.workers, rounds: 1, seed: game.seed + 1000 })
  const before = held()
  const began = performance.now()
  const outcome = await play(hands, ports, game)
  const seconds = (performance.now() - began) / 1000
  const left = (await sink.store.faults()).length
  const grown = held() - before
  const own = outcome.wrong.map((text) => `${name}: ${text}`)
  if (left > 0) own.push(`${name}: ${left} rules are left though every inbox was closed`)
  if (grown > growthAllowed)
    own.push(`${name}: ${megabytes(grown)} are still held, and ${megabytes(growthAllowed)} may be`)
  wrong.push(...own)
  const { workers, rounds } = game
  const counts = [workers, workers * rounds, outcome.attempts, outcome.strikes, outcome.kept]
  rows.push([
    name,
    ...counts.map((count) => count.toLocaleString('en-US')),
    digits(seconds),
    String(left),
    megabytes(grown),
    String(own.length),
  ])
}

/** Bytes that are held after a collection. */
function held(): number {
  v8.setFlagsFromString('--expose-gc')
  const collect: unknown = vm.runInNewContext('gc')
  if (typeof collect === 'function') for (let round = 0; round < 3; round += 1) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function megabytes(bytes: number): string {
  return `${digits(bytes / 1e6)} MB`
}
