/** A sink in the hands of a test, whichever way it is reached. */
import { Claims } from './claims.ts'
import { called } from './common.ts'
import { milliseconds } from './duration.ts'
import { envOf } from './env.ts'
import { MailError, NotWiredError, UnreachableError } from './errors.ts'
import { Faults } from './faults.ts'
import { createInbox } from './inbox.ts'
import { pause } from './or-after.ts'
import { quietly } from './quietly.ts'
import { Deadline } from './requests.ts'
import type { InboxOptions, Sink } from './sink.ts'
import type { Transport } from './transport.ts'
import { createVerbs } from './waiting.ts'

/** How often (ms) it is asked whether somebody has come. */
const ASK_AGAIN = 50

export function createSink(transport: Transport): Sink {
  let warned = false
  const warn = (note: string) => {
    if (warned) return
    warned = true
    console.warn(`mailsink: ${note} Use { onVacuous: 'fail' } or sink.assertWired() to have that fail.`)
  }
  const claims = new Claims()
  const verbs = createVerbs({ transport, inbox: null, since: null, claims, warn })
  const faults = new Faults(transport, null)
  let stopped = false
  let stopping: Promise<void> | null = null
  const end = async () => {
    try {
      await faults.end()
    } finally {
      await transport.stop()
      // What was wrong with a fault is said once, and a disposal that follows says nothing.
      stopping = transport.stop()
    }
  }
  const stop = () => {
    stopped = true
    return (stopping ??= end())
  }
  const smtp = () => {
    if (transport.smtp !== null) return transport.smtp
    throw new MailError('No SMTP listener of this sink is on, so there is nowhere to send mail to. Start it with one.')
  }

  return quietly({
    ...verbs,
    get smtp() {
      return smtp()
    },
    http: transport.http,
    inbox: ({ ttl, ...wish }: InboxOptions = {}) =>
      called(async () => {
        const lasting = ttl === undefined ? {} : { ttl: milliseconds('ttl', ttl) }
        return createInbox(await transport.createInbox({ ...wish, ...lasting }), transport, warn)
      }),
    fault: (fault) => called((here) => faults.create(fault, here)),
    cursor: () => called(() => transport.cursor()),
    sessions: ({ since } = {}) => called(() => transport.sessions(since ?? null)),
    session: (id) => called(() => transport.session(id)),
    env: (style = 'generic', inbox) => envOf(style, inbox?.smtp ?? { ...smtp(), user: '', pass: '' }),
    clear: () =>
      called(async () => {
        const taken = claims.ids()
        await transport.clear({})
        claims.forget(taken)
      }),
    assertWired: ({ timeout = 0 } = {}) =>
      called(async () => {
        const deadline = new Deadline(milliseconds('timeout', timeout))
        while (!(await transport.spoken())) {
          if (deadline.left === 0) throw new NotWiredError(notWired(transport))
          if (stopped) throw new UnreachableError('The sink was stopped while this waited for somebody to speak to it.')
          await pause(ASK_AGAIN)
        }
      }),
    stop,
    [Symbol.asyncDispose]: stop,
  })
}

function notWired({ smtp }: Transport): string {
  const where = smtp === null ? 'this sink, which has no SMTP listener on' : smtp.url
  return (
    `Nobody has spoken SMTP to ${where} since it started. Does the app use that address? Inside compose, "localhost" is the ` +
    "app's own container: use the service's name."
  )
}
