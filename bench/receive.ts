/** How fast mails are taken, beside the peers: `npm run bench:receive -- --help` tells the options. */
import { parseArgs } from 'node:util'
import { cell, cpu, generatorBusy, rate } from './cells.ts'
import { costOfRules } from './cost-of-rules.ts'
import type { LoadResult } from './load/options.ts'
import { runLoad, type Load } from './load/run.ts'
import { rotated } from './rotated.ts'
import { digits, median, sizeName, table, verdicts, type Claim } from './report.ts'
import { buildScripts } from './servers/build.ts'
import { findContestants, startContestant, type Name } from './servers/contestants.ts'
import { lookAtMachine } from './servers/machine.ts'

const help = `npm run bench:receive -- [--quick] [--rounds 5] [--seconds 1.5] [--servers mailsink,bare,maildev,smtp-sink]
                         [--sizes 1,10,100,5000] [--connections 1,10,50] [--modes kept,fresh]
npm run bench:receive -- --faults [--before <folder>] [--rounds 9]

Sizes are in KB. kept: all mails of a connection one after the other; fresh: one connection per mail.
The rows that a promised figure is read from are run --rounds times, the others 3 times.
--quick runs only the former, 3 times, for 1 s each.
--faults tells what rules cost that are about other mails: mailsink without any, with a thousand inboxes, with a rule for
each of them, and, with the folder of another checkout in which npm run build was run, that one. --servers takes these
names, too: before, mailsink, inboxes, rules.`

interface Row {
  size: number
  connections: number
  mode: Load['mode']
}

type Results = Map<Name, LoadResult[]>
type Measured = { row: Row; results: Results }[]

/** The promised figures, each with the row it is read from. */
const promises: (Row & { against: Name; atLeast: number })[] = [
  { size: 1_000, connections: 10, mode: 'kept', against: 'bare', atLeast: 0.75 },
  { size: 10_000, connections: 10, mode: 'kept', against: 'bare', atLeast: 0.8 },
  { size: 100_000, connections: 10, mode: 'kept', against: 'bare', atLeast: 0.8 },
  { size: 1_000, connections: 50, mode: 'fresh', against: 'bare', atLeast: 2 },
  { size: 10_000, connections: 50, mode: 'fresh', against: 'bare', atLeast: 2 },
  { size: 100_000, connections: 50, mode: 'fresh', against: 'bare', atLeast: 2 },
  { size: 10_000, connections: 10, mode: 'kept', against: 'maildev', atLeast: 6 },
]
/** What one measurement may leave in a server's memory. */
const bytesPerRun = 400e6

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    faults: { type: 'boolean', default: false },
    before: { type: 'string' },
    servers: { type: 'string' },
    sizes: { type: 'string', default: '1,10,100,5000' },
    connections: { type: 'string', default: '1,10,50' },
    modes: { type: 'string', default: 'kept,fresh' },
  },
})
if (values.help) {
  console.log(help)
  process.exit()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const rounds = Number(values.rounds ?? (values.faults ? 9 : values.quick ? 3 : 5))
const seconds = Number(values.seconds ?? (values.quick ? 1 : 1.5))
const servers = values.servers ?? (values.faults ? 'before,mailsink,inboxes,rules' : 'mailsink,bare,maildev,smtp-sink')
const machine = lookAtMachine()
const scripts = buildScripts()
const contestants = findContestants(servers.split(','), scripts, {
  before: values.before ?? null,
  kept: values.faults ? 'little' : 'all',
})
if (values.faults) await costOfRules(contestants, { rounds, scripts, machine })
else print(await measureAll())

async function measureAll(): Promise<Measured> {
  const measured: Measured = []
  for (const row of chosenRows()) {
    const results = await measure(row, isPromised(row) ? rounds : Math.min(rounds, 3))
    measured.push({ row, results })
    console.error(`${nameOf(row)}: ${contestants.map(({ name }) => `${name} ${cell(results.get(name))}`).join(', ')}`)
  }
  return measured
}

function chosenRows(): Row[] {
  const wanted = values.modes.split(',')
  const sizes = values.sizes.split(',').map((kilobytes) => Number(kilobytes) * 1000)
  const all = values.connections.split(',').map(Number)
  return (['kept', 'fresh'] as const)
    .filter((mode) => wanted.includes(mode))
    .flatMap((mode) => sizes.flatMap((size) => all.map((connections) => ({ size, connections, mode }))))
    .filter((row) => !values.quick || isPromised(row))
}

/** A new process for every measurement, so that none inherits a heap; in turn, so that noise of the machine hits all. */
async function measure(row: Row, times: number): Promise<Results> {
  const results: Results = new Map(contestants.map(({ name }) => [name, []]))
  const load: Load = {
    ...row,
    warmup: { messages: Math.ceil(bytesPerRun / row.size / 2), seconds },
    measured: { messages: Math.ceil(bytesPerRun / row.size), seconds },
  }
  for (let round = 0; round < times; round++) {
    // Each begins as often as the others, so that none always has the neighbour that heats the machine.
    for (const contestant of rotated(contestants, round)) {
      await using server = await startContestant(contestant, machine)
      results.get(contestant.name)!.push(await runLoad(server, load, scripts, machine))
      await server.check()
    }
  }
  return results
}

function print(measured: Measured): void {
  console.log(['', '# receive', '', ...machine.described].join('\n'))
  console.log(
    `Medians of ${rounds} runs of ${seconds} s (of at most 3 where no figure is promised), each in a new process.`,
  )
  console.log('In a cell: mails per second, and milliseconds of CPU that the server used for one.')
  console.log(
    'A ratio is of the medians; in brackets that of the CPU, the other way round: it is hurt less by a busy machine.',
  )
  console.log('generator: milliseconds of CPU that it used for one, against smtp-sink if that is here.')
  console.log(`With *: the generator used over ${generatorBusy * 100} % of its core, the server might do more.\n`)
  const names = contestants.map(({ name }) => name)
  const head = ['mails, connections', ...names, 'generator', 'mailsink : bare', 'mailsink : maildev']
  const body = measured.map(({ row, results }) => [
    nameOf(row),
    ...names.map((name) => cell(results.get(name))),
    generatorCost(results),
    ...(['bare', 'maildev'] as const).map((peer) => ratios(results, peer)),
  ])
  console.log(table(head, body))
  const claims: Claim[] = promises.map((promise) => {
    const results = measured.find(({ row }) => same(row, promise))?.results
    return {
      figure: `${nameOf(promise)}: rate, mailsink : ${promise.against}`,
      wanted: { atLeast: promise.atLeast },
      measured: results ? ratio(results, promise.against) : null,
    }
  })
  console.log(`\n${verdicts(claims)}`)
}

/** Milliseconds of the generator's CPU for one mail, against the contestant that answers soonest. */
function generatorCost(results: Results): string {
  const runs = results.get('smtp-sink') ?? results.get('bare') ?? [...results.values()][0] ?? []
  return runs.length === 0
    ? '-'
    : `${digits(median(runs.map(({ generatorCpu, count }) => (generatorCpu / count) * 1000)))} ms`
}

function ratio(results: Results, peer: Name): number | null {
  const [ours, theirs] = [results.get('mailsink'), results.get(peer)]
  return ours && theirs ? rate(ours) / rate(theirs) : null
}

/** The ratio of the rates, and beside it what the rates would be if the CPU of the server were all that counts. */
function ratios(results: Results, peer: Name): string {
  const [ours, theirs] = [results.get('mailsink'), results.get(peer)]
  if (!ours || !theirs) return '-'
  const [used, usedThere] = [cpu(ours), cpu(theirs)]
  return digits(rate(ours) / rate(theirs)) + (used && usedThere ? ` (${digits(usedThere / used)})` : '')
}

function nameOf({ size, connections, mode }: Row): string {
  return `${sizeName(size)}, ${connections} ${mode}`
}

function isPromised(row: Row): boolean {
  return promises.some((promise) => same(row, promise))
}

function same(a: Row, b: Row): boolean {
  return a.size === b.size && a.connections === b.connections && a.mode === b.mode
}
