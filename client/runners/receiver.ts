/** Tells what a matcher was given: an inbox or a message, or something that a test has put there by mistake. */
import type { Fault } from '../fault.ts'
import type { Inbox, Message, Waiting } from '../sink.ts'

/** What the matcher `name` is to wait on. Throws, with the way out, for anything that cannot wait for mail. */
export function waitingOf(name: string, received: unknown): Waiting {
  if (isWaiting(received)) return received
  throw new TypeError(`${name} looks at an inbox or a sink, but ${found(received, 'await sink.inbox()')}`)
}

/** The message that the matcher `name` is to look at. Throws, with the way out, for anything else. */
export function messageOf(name: string, received: unknown): Message {
  if (isMessage(received)) return received
  throw new TypeError(`${name} looks at a message, but ${found(received, 'await inbox.waitFor()')}`)
}

/** The fault that the matcher `name` is to look at. Throws, with the way out, for anything else. */
export function faultOf(name: string, received: unknown): Fault {
  if (isFault(received)) return received
  throw new TypeError(`${name} looks at a fault, but ${found(received, 'await inbox.fault({ … })', 'Make one of it')}`)
}

function isFault(value: unknown): value is Fault {
  return isObject(value) && 'hits' in value && 'refresh' in value
}

function isWaiting(value: unknown): value is Waiting {
  return isObject(value) && 'waitFor' in value && 'expectNone' in value
}

function isMessage(value: unknown): value is Message {
  return isObject(value) && 'envelope' in value && 'snapshot' in value
}

function found(received: unknown, wayOut: string, howTo = 'Take a message from it'): string {
  if (isObject(received) && 'then' in received) return `this is a promise. Put an await inside: expect(${wayOut}).`
  if (isWaiting(received)) return `this is ${nameOf(received)}. ${howTo}: expect(${wayOut}).`
  if (isMessage(received)) return 'this is a message. What is in one is asked by toHaveLink, toHaveCode and their kind.'
  if (isFault(received)) return 'this is a fault. Whether it has struck is asked by toHaveBeenHit.'
  return `this is ${received === null ? 'null' : typeof received}. Give it one: expect(${wayOut}).`
}

function nameOf(waiting: Waiting): string {
  return 'isolate' in waiting && (waiting as Inbox).isolate ? 'an inbox' : 'a sink'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
