/** Postfix, relaying all mail to mailsink: an instance of its own, with queue and settings in a temporary folder. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { FROM, type Job, LOGIN, type MailClient, mailText, PATIENCE, type Report, TO } from './client.ts'
import { run, versionOf } from './run.ts'

/** How long (s) it may try. It pauses for 2 to 4 s between attempts here, and for five minutes and more by itself. */
const LONGEST = 20

export const postfix: MailClient = {
  name: 'Postfix',
  version: versionOf('postconf', ['mail_version'], /mail_version = (\S+)/),
  async send(job) {
    const folder = await mkdtemp(join(tmpdir(), 'mailsink-postfix-'))
    try {
      const settings = await prepare(folder, job)
      await ran('postfix', ['-c', settings, 'start'])
      try {
        await job.starts()
        for (let n = 1; n <= job.mails; n += 1)
          await ran('sendmail', ['-C', settings, '-f', FROM, TO], { input: mailText(n) })
        await untilDone(join(folder, 'log'), job.mails)
      } finally {
        await run('postfix', ['-c', settings, 'stop'])
      }
      return reported(await readFile(join(folder, 'log'), 'utf8'))
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

async function prepare(folder: string, { port, login }: Job): Promise<string> {
  const settings = join(folder, 'etc')
  // Its daemons go into the queue as the user "postfix".
  await chmod(folder, 0o755)
  for (const name of ['etc', 'queue', 'data']) await mkdir(join(folder, name))
  await ran('chown', ['postfix', join(folder, 'data')])
  const timeouts = ['connect', 'helo', 'ehlo', 'mail', 'rcpt', 'data_init', 'data_xfer', 'data_done', 'quit', 'rset']
  const password = `smtp_sasl_password_maps = inline:{ { [127.0.0.1]:${port} = ${LOGIN.user}:${LOGIN.pass} } }`
  const main = [
    'compatibility_level = 3.6',
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    `maillog_file = ${folder}/log`,
    `maillog_file_prefixes = ${folder}`,
    'inet_interfaces = loopback-only',
    'inet_protocols = ipv4',
    'myhostname = relay.example.com',
    'mydestination =',
    'alias_maps =',
    `relayhost = [127.0.0.1]:${port}`,
    // What it tells the sender of a mail that it gave up is not what is looked at here.
    `transport_maps = inline:{ { ${FROM} = discard: } }`,
    // One connection for many mails, as there would be with more of them.
    'default_destination_concurrency_limit = 1',
    'smtp_connection_cache_destinations = 127.0.0.1',
    'queue_run_delay = 1s',
    'minimal_backoff_time = 2s',
    'maximal_backoff_time = 4s',
    'transport_retry_time = 1s',
    'smtp_tls_security_level = none',
    ...timeouts.map((stage) => `smtp_${stage}_timeout = ${PATIENCE}s`),
    ...(login ? ['smtp_sasl_auth_enable = yes', 'smtp_sasl_security_options = noanonymous', password] : []),
  ]
  await writeFile(join(settings, 'main.cf'), `${main.join('\n')}\n`)
  await writeFile(join(settings, 'master.cf'), `${DAEMONS.map(daemon).join('\n')}\n`)
  return settings
}

/** Those that deliver; none listens on a port. Each with its type, when it is woken, and how many there may be. */
const DAEMONS = [
  ['pickup', 'unix', '60', '1'],
  ['cleanup', 'unix', '-', '0'],
  ['qmgr', 'unix', '300', '1'],
  ['rewrite', 'unix', '-', '-', 'trivial-rewrite'],
  ['bounce', 'unix', '-', '0'],
  ['defer', 'unix', '-', '0', 'bounce'],
  ['trace', 'unix', '-', '0', 'bounce'],
  ['smtp', 'unix', '-', '-'],
  ['showq', 'unix', '-', '-'],
  ['error', 'unix', '-', '-'],
  ['retry', 'unix', '-', '-', 'error'],
  ['discard', 'unix', '-', '-'],
  ['proxymap', 'unix', '-', '-'],
  ['scache', 'unix', '-', '1'],
  ['postlog', 'unix-dgram', '-', '1', 'postlogd'],
] as const

/** A line of master.cf: private, unprivileged where that is the default, and without chroot. */
function daemon([name, type, wake, most, program]: (typeof DAEMONS)[number]): string {
  const isPublic = ['pickup', 'cleanup', 'qmgr', 'showq', 'postlog'].includes(name)
  return [name, type, isPublic ? 'n' : '-', '-', 'n', wake, most, program ?? name].join(' ')
}

/** Each mail is sent or bounced, or the time is over. A bounce is a mail, too, and is left alone. */
async function untilDone(log: string, mails: number): Promise<void> {
  for (let waited = 0; waited < LONGEST * 10; waited += 1) {
    const done = (await readFile(log, 'utf8')).match(/to=<ann@example\.com>.* status=(sent|bounced)/g) ?? []
    if (done.length >= mails) return
    await setTimeout(100)
  }
}

function reported(log: string): Report {
  const sent = log.match(/to=<ann@example\.com>.* status=sent/g) ?? []
  const [, dsn = '', status = '', text = ''] =
    /to=<ann@example\.com>.* dsn=(\S+), status=(deferred|bounced) \((.*)\)$/m.exec(log) ?? []
  const why = text.replace(/^host 127\.0\.0\.1\[127\.0\.0\.1\](:\d+)? said: /, '')
  return { sent: sent.length, error: status === '' ? null : `${status}, dsn ${dsn}: ${why}` }
}

async function ran(program: string, args: readonly string[], options: { input?: string } = {}): Promise<void> {
  const { code, output } = await run(program, args, options)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${output}`)
}
