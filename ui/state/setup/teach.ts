/** Which listener a command is made for, and the address it has in one. */
import type { BoundListener } from '../../../contract/info.ts'

/** The listener that takes a mail with the least ceremony. */
export function simplest(listeners: readonly BoundListener[]): BoundListener | null {
  return listeners.find(({ name }) => name === 'smtp') ?? listeners[0] ?? null
}

/** Where to connect: a wildcard address names no host, so there the one of this page is the best guess. */
export function reachable({ host, port }: Pick<BoundListener, 'host' | 'port'>, pageHost: string): string {
  const name = host === '0.0.0.0' || host === '::' || host === '' ? pageHost : host
  return `${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}
