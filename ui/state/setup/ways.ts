/** The ways to bring a mail here: each listener with each kind of encryption that it takes. */
import type { BoundListener } from '../../../contract/info.ts'

/** `starttls` begins in the clear and goes over to TLS; `tls` is TLS from the first byte. */
export type Security = 'none' | 'starttls' | 'tls'

export interface Way {
  readonly id: string
  readonly listener: BoundListener['name']
  /** As it stands in a configuration; an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
  readonly security: Security
  /** Whether the listener takes nothing without a login. */
  readonly login: boolean
  /** The listener offers STARTTLS, so a client that goes over to it by itself has to be told not to. */
  readonly offersTls: boolean
}

/** Each once, although a listener may be bound to two addresses; the one with the least ceremony first. */
export function waysOf(listeners: readonly BoundListener[], pageHost: string): Way[] {
  const ways = listeners.flatMap((listener) =>
    securitiesOf(listener).map((security): Way => {
      const host = hostOf(listener.host, pageHost)
      return {
        id: `${listener.name} ${security}`,
        listener: listener.name,
        host,
        port: listener.port,
        security,
        login: listener.auth === 'required',
        offersTls: listener.tls === 'starttls',
      }
    }),
  )
  return [...new Map(ways.toReversed().map((way) => [way.id, way])).values()].toReversed()
}

function securitiesOf({ tls, auth }: BoundListener): Security[] {
  if (tls === 'implicit') return ['tls']
  if (tls === 'none') return ['none']
  // The login is offered after STARTTLS only.
  return auth === 'required' ? ['starttls'] : ['none', 'starttls']
}

/**
 * The name that a client may use: whoever sees this page under some name most likely reaches the listener under it too,
 * since both are bound to the same addresses, and forwarded together where it stands in a container or on another machine.
 * Only an address of its own, neither a wildcard nor this machine's, is another matter.
 */
function hostOf(bound: string, pageHost: string): string {
  const everywhere = ['', '0.0.0.0', '::'].includes(bound)
  const here = bound === 'localhost' || bound === '::1' || bound.startsWith('127.')
  return (everywhere || here ? pageHost : bound).replace(/^\[|\]$/g, '')
}

/** As it stands in a URL, and in a line that people read. */
export function addressOf({ host, port }: Pick<Way, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Where an application connects to, in one word; any login will do. */
export function urlOf(way: Way): string {
  return `${way.security === 'tls' ? 'smtps' : 'smtp'}://${way.login ? 'you:secret@' : ''}${addressOf(way)}`
}
