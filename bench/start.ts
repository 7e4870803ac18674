/** How long a start takes, from spawn to the first bytes of the greeting: `npm run bench:start [-- --rounds 7]`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { digits, median, table, verdicts } from './report.ts'
import { buildScripts } from './servers/build.ts'
import { findContestants, startContestant, type Name, type Started } from './servers/contestants.ts'
import { lookAtMachine } from './servers/machine.ts'

interface Times {
  greeting: number
  /** Until `/readyz` says 200; only mailsink has it. */
  ready: number | null
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, servers: { type: 'string', default: 'mailsink,bare,maildev' } },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const machine = lookAtMachine()
const contestants = findContestants(values.servers.split(','), buildScripts())
const times = new Map<Name, Times[]>(contestants.map(({ name }) => [name, []]))
// The first round fills the disk cache and is not counted.
for (let round = 0; round <= Number(values.rounds); round++) {
  for (const contestant of contestants) {
    await using server = await startContestant(contestant, machine)
    const ready = contestant.name === 'mailsink' ? await readyAfter(server) : null
    if (round > 0) times.get(contestant.name)!.push({ greeting: server.greetedAfter, ready })
  }
}
print()

/** Asked only once the greeting is there: polling both at once would slow the start that is measured. */
async function readyAfter(server: Started): Promise<number> {
  const end = performance.now() + 20_000
  while (performance.now() < end) {
    const status = await fetch(`http://127.0.0.1:${server.ports.http}/readyz`).then(
      async (response) => (await response.arrayBuffer(), response.status),
      () => 0,
    )
    if (status === 200) return performance.now() - server.spawnedAt
    await Promise.race([sleep(2), server.failed])
  }
  throw new Error('/readyz did not become 200 within 20 s.')
}

function print(): void {
  console.log(['', '# start', '', ...machine.described].join('\n'))
  console.log(`Medians of ${values.rounds} starts, in turn, in milliseconds, lowest and highest in brackets.`)
  console.log('smtp-server, and so bare and MailDev, waits 100 ms before it greets.\n')
  const body = [...times].map(([name, list]) => [
    name,
    spread(list.map(({ greeting }) => greeting)),
    list.some(({ ready }) => ready === null) ? '-' : spread(list.map(({ ready }) => ready!)),
  ])
  console.log(table(['contestant', 'to the greeting', 'to a 200 of /readyz'], body))
  const [ours, theirs] = [greetings('mailsink'), greetings('maildev')]
  const measured = ours && theirs ? median(ours) / median(theirs) : null
  console.log(`\n${verdicts([{ figure: 'to the greeting, mailsink : maildev', wanted: { atMost: 0.5 }, measured }])}`)
}

function greetings(name: Name): number[] | null {
  return times.get(name)?.map(({ greeting }) => greeting) ?? null
}

function spread(list: number[]): string {
  return `${digits(median(list))} (${digits(Math.min(...list))} to ${digits(Math.max(...list))})`
}
