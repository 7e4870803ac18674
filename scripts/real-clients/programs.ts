/** Clients that are programs: Python's smtplib, swaks and msmtp. The latter two connect anew for each mail. */
import { fileURLToPath } from 'node:url'
import { FROM, type Job, LOGIN, type MailClient, mailText, PATIENCE, type Report, TO } from './client.ts'
import { type Ran, run, versionOf } from './run.ts'

const script = fileURLToPath(new URL('smtplib_client.py', import.meta.url))

export const smtplib: MailClient = {
  name: 'smtplib',
  version: versionOf('python3', ['--version'], /Python (\S+)/),
  async send({ port, mails, login, starts }) {
    await starts()
    const flags = [port, mails, PATIENCE, login ? 'login' : 'no login']
    const { output } = await run('python3', [script, ...flags.map(String)])
    return JSON.parse(output) as Report
  },
}

export const swaks: MailClient = {
  name: 'swaks',
  version: versionOf('swaks', ['--version'], /swaks version (\S+)/),
  send: (job) =>
    eachMail(job, async (n) => {
      const auth = job.login ? ['--auth', 'PLAIN', '--auth-user', LOGIN.user, '--auth-password', LOGIN.pass] : []
      const flags = ['--server', '127.0.0.1', '--port', String(job.port), '--from', FROM, '--to', TO]
      const more = ['--timeout', String(PATIENCE), '--data', '-', ...auth]
      const ran = await run('swaks', [...flags, ...more], { input: mailText(n) })
      return told(ran, /^(?:\*\*\*|<\*\*) +(.+)$/m)
    }),
}

export const msmtp: MailClient = {
  name: 'msmtp',
  version: versionOf('msmtp', ['--version'], /msmtp version (\S+)/),
  send: (job) =>
    eachMail(job, async (n) => {
      const auth = job.login
        ? ['--auth=plain', `--user=${LOGIN.user}`, `--passwordeval=echo ${LOGIN.pass}`]
        : ['--auth=off']
      const flags = ['--host=127.0.0.1', `--port=${job.port}`, `--timeout=${PATIENCE}`, '--tls=off', `--from=${FROM}`]
      const ran = await run('msmtp', [...flags, ...auth, '--', TO], { input: mailText(n) })
      return told(ran, /^msmtp: ([^]+)$/m)
    }),
}

/** One mail behind the other; `attempt` gives the error of one, null for none. */
async function eachMail({ mails, starts }: Job, attempt: (n: number) => Promise<string | null>): Promise<Report> {
  await starts()
  let sent = 0
  let error: string | null = null
  for (let n = 1; n <= mails; n += 1) {
    const failure = await attempt(n)
    if (failure === null) sent += 1
    else error ??= failure
  }
  return { sent, error }
}

function told({ code, output }: Ran, pattern: RegExp): string | null {
  if (code === 0) return null
  const line = (pattern.exec(output)?.[1] ?? output).trim().replaceAll(/\s*\nmsmtp: /g, ', ')
  return `exit ${code ?? 'by a signal'}: ${line}`
}
