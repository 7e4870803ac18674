import { connect, type Socket } from 'node:net'
import { setSubject, type Payload } from './payload.ts'

/** Hands out the mails of one phase: the number of the next one, or -1 when there is none left. */
export type Take = () => number

export interface ClientOptions {
  host: string
  port: number
  payload: Payload
  /** One connection for all mails, or a new one for each. */
  mode: 'kept' | 'fresh'
  /** Any reply but the expected one, and any end of the connection that was not asked for. */
  onError: (error: Error) => void
}

export interface Client {
  /** Connects and says EHLO, so that this is over before the clock starts. Nothing to do for `fresh`. */
  open(ready: () => void): void
  /** Sends mails one after the other until `take` gives no more. */
  send(take: Take, done: () => void): void
  /** Says QUIT and closes. */
  close(done: () => void): void
}

const ehlo = Buffer.from('EHLO bench.example.com\r\n')
const mail = Buffer.from('MAIL FROM:<shop@example.com>\r\n')
const rcpt = Buffer.from('RCPT TO:<ann@example.com>\r\n')
const data = Buffer.from('DATA\r\n')
const quit = Buffer.from('QUIT\r\n')
/** Up to here head and body travel as one small copied Buffer: one write costs less than a writev of two. */
const copyLimit = 256 * 1024
/** What is read is used at once and never kept, so that every connection can read into the same bytes. */
const input = Buffer.allocUnsafe(16 * 1024)

type Waiting = 'nothing' | 'greeting' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'end' | 'quit' | 'close'

/**
 * One lock-step SMTP client without promises, events or strings on the way of a mail: the generator shares the machine
 * with the server that it measures, so each reply has to cost less here than there.
 */
export function createClient({ host, port, payload, mode, onError }: ClientOptions): Client {
  const small = payload.head.length + payload.body.length <= copyLimit
  const whole = small ? Buffer.concat([payload.head, payload.body]) : Buffer.from(payload.head)
  const head = whole.subarray(0, payload.head.length)
  let socket: Socket
  let waiting: Waiting = 'nothing'
  let partial = ''
  let take: Take
  let ready: () => void
  /** What follows the end of a connection that was asked for. */
  let over: () => void
  let finished: () => void

  function dial(): void {
    waiting = 'greeting'
    socket = connect({ host, port, noDelay: true, onread: { buffer: input, callback: read } })
    socket.on('error', (error) =>
      onError(new Error(`connection failed while waiting for ${waiting}`, { cause: error })),
    )
    socket.on('close', () => {
      if (waiting !== 'close') onError(new Error(`the server closed the connection while waiting for ${waiting}`))
      else over()
    })
  }

  /** A reply nearly always is one line that comes whole: no string is made of it then. */
  function read(length: number): boolean {
    if (partial === '' && input[length - 1] === 10 && input[3] === 32) {
      reply((input[0]! - 48) * 100 + (input[1]! - 48) * 10 + (input[2]! - 48), length)
      return true
    }
    partial += input.toString('latin1', 0, length)
    const last = /(?:^|\n)(\d{3}) [^\n]*\n$/.exec(partial)
    if (last) {
      const text = partial
      partial = ''
      reply(Number(last[1]), text.length, text)
    }
    return true
  }

  function reply(code: number, length: number, text?: string): void {
    const wanted = waiting === 'greeting' ? 220 : waiting === 'data' ? 354 : waiting === 'quit' ? 221 : 250
    if (code !== wanted) {
      const shown = text ?? input.toString('latin1', 0, length)
      onError(new Error(`expected ${wanted} while waiting for ${waiting}, got: ${shown.trimEnd()}`))
      return
    }
    switch (waiting) {
      case 'greeting':
        return say(ehlo, 'ehlo')
      case 'ehlo':
        if (mode === 'fresh') return say(mail, 'mail')
        waiting = 'nothing'
        return ready()
      case 'mail':
        return say(rcpt, 'rcpt')
      case 'rcpt':
        return say(data, 'data')
      case 'data':
        return sayPayload()
      case 'end':
        return mode === 'fresh' ? say(quit, 'quit') : next()
      case 'quit':
        waiting = 'close'
        socket.end()
        return
      case 'nothing':
      case 'close':
        onError(new Error(`a reply that nobody asked for: ${input.toString('latin1', 0, length).trimEnd()}`))
    }
  }

  function say(line: Buffer, then: Waiting): void {
    waiting = then
    socket.write(line)
  }

  function sayPayload(): void {
    waiting = 'end'
    if (small) {
      socket.write(whole)
      return
    }
    socket.cork()
    socket.write(head)
    socket.write(payload.body)
    socket.uncork()
  }

  function next(): void {
    const number = take()
    if (number < 0) {
      waiting = 'nothing'
      return finished()
    }
    setSubject(head, number)
    if (mode === 'kept') return say(mail, 'mail')
    over = next
    dial()
  }

  return {
    open(done) {
      if (mode === 'fresh') return done()
      ready = done
      dial()
    },
    send(from, done) {
      take = from
      finished = done
      next()
    },
    close(done) {
      if (mode === 'fresh') return done()
      over = done
      say(quit, 'quit')
    },
  }
}
