/**
 * What real mail clients do when they meet the ready-made faults; the table of docs/faults.md is made from it:
 *
 *     npx tsx scripts/real-clients.ts                                  all of it: about 3 minutes
 *     npx tsx scripts/real-clients.ts --clients msmtp --faults greylisting,mailbox-full
 *
 * What is not installed is left out (Debian: `apt-get install swaks msmtp postfix`). Postfix has to be started by root.
 */
import { parseArgs } from 'node:util'
import type { FaultPreset } from '../contract/fault.ts'
import { readyMade } from '../server/store/faults/presets.ts'
import { startSink } from '../server/sink.ts'
import { PATIENCE, type MailClient } from './real-clients/client.ts'
import { nodemailer } from './real-clients/nodemailer.ts'
import { postfix } from './real-clients/postfix.ts'
import { msmtp, smtplib, swaks } from './real-clients/programs.ts'

const { values } = parseArgs({ options: { clients: { type: 'string' }, faults: { type: 'string' } } })
const chosen = (list: string | undefined, name: string) => list === undefined || list.split(',').includes(name)

/** What ends by nothing else ends so soon, so that a client which tries again by itself gets through. */
const ENDS = '3s'
const ended = new Set<FaultPreset>(['rate-limit-client', 'mailbox-full', 'auth-outage', 'blocked-port', 'slow-server'])
/** Those that begin with the eleventh mail. */
const limits = new Set<FaultPreset>(['rate-limit-connection', 'rate-limit-client'])

const clients = [nodemailer, smtplib, swaks, msmtp, postfix].filter(({ name }) => chosen(values.clients, name))
for (const { name, version } of clients) console.log(`${name} ${version ?? 'is not here, and is left out'}`)
console.log(`\nEach waits ${PATIENCE} s for a reply.\n`)
console.log('| fault | client | reports | sent, it says | connections | attempts | delivered |')
console.log('| ----- | ------ | ------- | ------------- | ----------- | -------- | --------- |')
for (const { preset } of readyMade)
  if (chosen(values.faults, preset))
    for (const client of clients) if (client.version !== null) console.log(await row(preset, client))

async function row(preset: FaultPreset, client: MailClient): Promise<string> {
  const sink = await startSink({ smtp: { port: 0 }, http: false, hosts: ['127.0.0.1'] })
  try {
    const ttl = ended.has(preset) ? { ttl: ENDS } : {}
    const mails = limits.has(preset) ? 12 : 1
    const { sent, error } = await client.send({
      port: sink.smtp.port,
      mails,
      login: preset === 'auth-outage',
      starts: async () => void (await sink.store.createFault({ preset, scope: { all: true }, ...ttl })),
    })
    const tried = await sink.attempts()
    const attempts = tried.reduce((sum, mail) => sum + mail.attempts.length, 0)
    const cells = [
      preset,
      client.name,
      (error ?? 'no error').replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'),
      mails === 1 ? (sent === 1 ? 'yes' : 'no') : `${sent} of ${mails}`,
      (await sink.sessions()).length,
      attempts,
      delivered(tried, mails),
    ]
    return `| ${cells.join(' | ')} |`
  } finally {
    await sink.stop()
  }
}

function delivered(tried: readonly { delivered: string }[], mails: number): string {
  if (mails === 1) return tried[0]?.delivered ?? 'never'
  const once = tried.filter((mail) => mail.delivered === 'once').length
  return `${once} of ${mails} once`
}
