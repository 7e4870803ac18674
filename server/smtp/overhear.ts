/** Records what is handed to a socket to be sent, without taking the socket's place; a fault has its way with it here. */
import type net from 'node:net'
import { Drip } from './faults/drip.ts'
import type { Recorder } from './recorder.ts'

export interface Overheard {
  /** From here on so many bytes a second leave. */
  slow(bytesPerSecond: number): void
  /** Milliseconds until what was said has left. */
  readonly lag: number
  /** Calls back once what was said slowly has left, or most of it. */
  whenSaid(then: () => void): void
  /** The next reply ends its lines in LF alone. */
  bareLf(): void
}

/** Replies that wait to leave slowly are no more than this, or the next command waits. */
const MOST_WAITING = 64 * 1024

export function overhear(socket: net.Socket, recorder: Recorder): Overheard {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
  let drip: Drip | null = null
  let isBare = false
  socket.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    const said = isBare ? withoutCr(chunk) : chunk
    isBare = false
    recorder.reply(said)
    if (drip === null) return write(said, ...rest)
    drip.say(said)
    return true
  }
  return {
    slow(bytesPerSecond) {
      drip ??= new Drip(socket, write, bytesPerSecond)
    },
    get lag() {
      return drip?.lag ?? 0
    },
    whenSaid(then) {
      if (drip === null || drip.backlog < MOST_WAITING) then()
      else drip.whenEmpty(then)
    },
    bareLf() {
      isBare = true
    },
  }
}

function withoutCr(reply: Uint8Array | string): Buffer {
  // As Latin-1, every byte stays what it was.
  return Buffer.from(Buffer.from(reply).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
}
