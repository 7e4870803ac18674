/** An inbox in the hands of a test. */
import type * as Wire from '../contract/inbox.ts'
import { Claims } from './claims.ts'
import { called, confined } from './common.ts'
import { MailError } from './errors.ts'
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
  let closing: Promise<void> | null = null
  const close = ({ keep = false } = {}) =>
    (closing ??= transport.deleteInbox(id, keep ? 'keep' : 'delete').catch((error: unknown) => {
      closing = null
      throw error
    }))
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
    close,
    [Symbol.asyncDispose]: () => close(),
  })
}
