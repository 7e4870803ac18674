/** Records what is handed to a socket to be sent, without taking the socket's place. */
import type net from 'node:net'
import type { Recorder } from './recorder.ts'

export function overhear(socket: net.Socket, recorder: Recorder): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
  socket.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    recorder.reply(chunk)
    return write(chunk, ...rest)
  }
}
