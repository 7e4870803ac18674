/** An inbox in the hands of a test. */
import type * as Wire from '../contract/inbox.ts'
import { Claims } from './claims.ts'
import { called, confined } from './common.ts'
import { type FaultNotHitError, MailError } from './errors.ts'
import { Faults } from './faults.ts'
import { quietly } from './quietly.ts'
import { sessionsOf } from './sessions.ts'
import type { Inbox } from './sink.ts'
import type { Transport } from './transport.ts'
import { createVerbs } from './waiting.ts'

/** Any password will do; this one says what it is when it turns up in a log. */
const PASSWORD = 'mailsink'

export function createInbox(wire: Wire.Inbox, transport: Transport, warn: (note: string) => void): Inbox {
  const { id, name, isolate, domain, user, header, cursor } = wire
  const claims = new Claims()
  const verbs = createVerbs({ transport, inbox: id, since: cursor, claims, warn })
  const faults = new Faults(transport, id)
  let closing: Promise<FaultNotHitError | null> | null = null
  const end = async (mail: 'keep' | 'delete', judge: boolean) => {
    const unhit = judge ? await faults.judged() : null
    await transport.deleteInbox(id, mail)
    faults.forget()
    return unhit
  }
  const close = async ({ keep = false, judge = true } = {}) => {
    // Told once: a disposal after a close that has failed must not hide why.
    if (closing !== null) return void (await closing)
    closing = end(keep ? 'keep' : 'delete', judge).catch((error: unknown) => {
      closing = null
      throw error
    })
    const unhit = await closing
    if (unhit !== null) throw unhit
  }
  const lacks = (what: string, instead: string): never => {
    throw new MailError(`The inbox "${id}" goes by ${isolate} and has no ${what}. ${instead}`)
  }

  return quietly({
    ...verbs,
    id,
    name,
    isolate,
    cursor,
    get domain() {
      return domain ?? lacks('domain', 'Open one with isolate: "domain", or use address().')
    },
    address(local) {
      if (domain !== null) return `${local ?? 'inbox'}@${domain}`
      const plus = wire.address
      if (plus === null) return lacks('address', 'Send to any address: its mail is told by the login or the header.')
      if (local === undefined) return plus
      // The tag tells whose it is; the local part before it may be what the app makes it.
      return lacks(`address for "${local}"`, `Its only one is ${plus}; call address() without a name.`)
    },
    get smtp() {
      const { host, port, url } = transport.smtp ?? lacks('SMTP listener', 'Switch one on where the sink is started.')
      if (user === null) return { host, port, url, user: '', pass: '' }
      const withLogin = url.replace('://', `://${encodeURIComponent(user)}:${PASSWORD}@`)
      return { host, port, url: withLogin, user, pass: PASSWORD }
    },
    get header() {
      return header ?? lacks('header', 'Open one with isolate: "header".')
    },
    get viewUrl() {
      const url = transport.http?.url
      return url === undefined ? null : `${url}messages?q=${encodeURIComponent(`inbox:${id}`)}`
    },
    sessions: ({ since } = {}) => called(() => sessionsOf(transport, wire, since ?? cursor)),
    clear: () =>
      called(async () => {
        const taken = claims.ids()
        await transport.clear(confined({}, id))
        claims.forget(taken)
      }),
    fault: (fault) => called((here) => faults.create(fault, here)),
    close,
    [Symbol.asyncDispose]: () => close(),
  })
}
