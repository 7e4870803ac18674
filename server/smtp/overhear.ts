/** Records what is handed to a socket to be sent, without taking the socket's place; a fault has its way with it here. */
import type net from 'node:net'
import { Drip } from './faults/drip.ts'
import type { Recorder } from './recorder.ts'

export interface Overheard {
  /** From here on so many bytes a second leave. */
  slow(bytesPerSecond: number): void
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
    const said = isBare ? Buffer.from(chunk).toString('latin1').replaceAll('\r\n', '\n') : chunk
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
    whenSaid(then) {
      if (drip === null || drip.backlog < MOST_WAITING) then()
      else drip.whenEmpty(then)
    },
    bareLf() {
      isBare = true
    },
  }
}
