/** What a kept mail costs in memory, its transcript included: `npm run bench:memory [-- --rounds 3 --servers mailsink,bare]`. */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { runLoad, type Load } from './load/run.ts'
import { digits, median, sizeName, table, verdicts } from './report.ts'
import { buildScripts } from './servers/build.ts'
import { findContestants, startContestant, type Contestant, type Name, type Started } from './servers/contestants.ts'
import { lookAtMachine } from './servers/machine.ts'

interface Case extends Pick<Load, 'size' | 'connections' | 'mode'> {
  mails: number
  /** MailDev parses each mail before its 250; fewer of them cost the same each. */
  mailsForMaildev: number
}

/** Bytes per mail. */
interface Cost {
  /** What the program still refers to after a collection: JavaScript objects and Buffers. */
  held: number
  /** What the system says, with all that V8 keeps for itself. */
  rss: number
}

const cases: Case[] = [
  { size: 10_000, connections: 10, mode: 'kept', mails: 20_000, mailsForMaildev: 5_000 },
  // A session and its transcript for each mail, and little mail to hide them behind.
  { size: 1_000, connections: 50, mode: 'fresh', mails: 5_000, mailsForMaildev: 5_000 },
]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    servers: { type: 'string', default: 'mailsink,bare,maildev' },
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const machine = lookAtMachine()
const scripts = buildScripts()
const contestants = findContestants(values.servers.split(','), scripts).filter(({ program }) => 'script' in program)
const costs = new Map<string, Cost>()
for (const one of cases) {
  const runs = new Map<Name, Cost[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const contestant of contestants) runs.get(contestant.name)!.push(await costOf(contestant, one))
  }
  for (const [name, list] of runs) {
    const cost = { held: median(list.map(({ held }) => held)), rss: median(list.map(({ rss }) => rss)) }
    costs.set(key(one, name), cost)
    console.error(`${nameOf(one)}: ${name} ${digits(cost.held)} bytes, RSS ${digits(cost.rss)}`)
  }
}
print()

async function costOf(contestant: Contestant, one: Case): Promise<Cost> {
  const flags = ['--expose-gc', '--import', scripts.memoryHook]
  await using server = await startContestant(contestant, machine, flags)
  const send = async (messages: number): Promise<void> => {
    const measured = { messages, seconds: 110 }
    const { count } = await runLoad(server, { ...one, warmup: null, measured }, scripts, machine)
    if (count !== messages)
      throw new Error(`${contestant.name} took ${count} of ${messages} mails in ${measured.seconds} s.`)
  }
  await send(1)
  const before = await memoryOf(server)
  const mails = contestant.name === 'maildev' ? one.mailsForMaildev : one.mails
  await send(mails)
  const after = await memoryOf(server)
  return { held: (after.held - before.held) / mails, rss: (after.rss - before.rss) / mails }
}

async function memoryOf(server: Started): Promise<Cost> {
  const answer = once(server.channel, 'data')
  server.signal('SIGUSR2')
  const [line] = await Promise.race([answer, server.failed])
  const { heapUsed, external, rss }: NodeJS.MemoryUsage = JSON.parse(String(line))
  // `arrayBuffers` is part of `external`.
  return { held: heapUsed + external, rss }
}

function print(): void {
  console.log(['', '# memory', '', ...machine.described].join('\n'))
  console.log(
    `Medians of ${values.rounds} runs, each in a new process. Bytes that one more mail costs, after a collection:`,
  )
  console.log('heapUsed + external, and in brackets the growth of RSS (V8 keeps spare pages: an upper bound).\n')
  const names = contestants.map(({ name }) => name)
  const body = cases.map((one) => [
    nameOf(one),
    ...names.map((name) => {
      const cost = costs.get(key(one, name))!
      return `${digits(cost.held)} (${digits(cost.rss)})`
    }),
  ])
  console.log(table(['mails', ...names], body))
  console.log(`MailDev got ${cases.map((one) => one.mailsForMaildev.toLocaleString('en-US')).join(' and ')} of them.\n`)
  const [large] = cases
  const figure = `${nameOf(large!)}: bytes per mail`
  const wanted = { atMost: large!.size * 1.15 + 2048 }
  const cost = costs.get(key(large!, 'mailsink'))
  console.log(
    verdicts([
      { figure: `${figure}, held`, wanted, measured: cost?.held ?? null },
      { figure: `${figure}, RSS`, wanted, measured: cost?.rss ?? null },
    ]),
  )
}

function key(one: Case, name: Name): string {
  return `${nameOf(one)} ${name}`
}

function nameOf({ mails, size, connections, mode }: Case): string {
  return `${mails.toLocaleString('en-US')} of ${sizeName(size)}, ${connections} ${mode}`
}
