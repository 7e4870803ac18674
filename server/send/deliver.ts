/** A small SMTP client that sends the bytes of a mail as they are; a library would mend them. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

export interface Reply {
  readonly code: number
  readonly text: string
}

/** A reply other than the one that a step needs; its message is the reply in full. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  constructor(said: string, reply: Reply) {
    super(`${said} was answered ${reply.text}`)
  }
}

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Uint8Array
}

/** Where to deliver, and what has to come before the mail. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
  readonly login: { readonly user: string; readonly password: string } | null
}

export function plainly(host: string, port: number): Place {
  return { host, port, tls: 'none', login: null }
}

/** Delivers one mail and gives the reply to its end of data. Rejects with a RefusedError, or with the socket's error. */
export async function deliver(place: Place, mail: Mail): Promise<Reply> {
  const { host, port } = place
  const plain = connect({ host, port })
  let socket: Socket = plain
  try {
    await once(plain, 'connect')
    if (place.tls === 'implicit') socket = await encrypted(plain)
    let talk = conversation(socket)
    await talk.expect('The connection', 2)
    let offer = await talk.say('EHLO localhost')
    if (place.tls === 'starttls') {
      await talk.say('STARTTLS')
      socket = await encrypted(plain)
      talk = conversation(socket)
      offer = await talk.say('EHLO localhost')
    }
    if (place.login !== null) await talk.say(`AUTH PLAIN ${plainLogin(place.login)}`)
    return await hand(talk, socket, mail, offer.text)
  } finally {
    socket.destroy()
    plain.destroy()
  }
}

async function hand(talk: Conversation, socket: Socket, { from, to, raw }: Mail, offer: string): Promise<Reply> {
  const parameters = parametersFor(raw, [from, ...to], offer)
  await talk.say(`MAIL FROM:<${from}>${parameters}`)
  for (const recipient of to) await talk.say(`RCPT TO:<${recipient}>`)
  await talk.say('DATA', 3)
  socket.write(dotStuffed(raw))
  const reply = await talk.expect('The mail', 2)
  // The mail is there, whatever comes of this.
  await talk.say('QUIT').catch(() => undefined)
  return reply
}

/** The certificate is not held against anything: what is reached is this machine, or a sink that made its own. */
async function encrypted(plain: Socket): Promise<TLSSocket> {
  const socket = connectTls({ socket: plain, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  return socket
}

const plainLogin = ({ user, password }: NonNullable<Place['login']>) =>
  Buffer.from(`\0${user}\0${password}`).toString('base64')

type Conversation = ReturnType<typeof conversation>

function conversation(socket: Socket) {
  socket.setTimeout(30_000, () => socket.destroy(new Error('No answer in 30 s.')))
  const replies = repliesOf(socket)
  const expect = async (said: string, wanted: 2 | 3): Promise<Reply> => {
    const { value: reply, done } = await replies.next()
    if (done) throw new Error(`The connection was closed after ${said}.`)
    if (Math.floor(reply.code / 100) !== wanted) throw new RefusedError(said, reply)
    return reply
  }
  const say = async (line: string, wanted: 2 | 3 = 2): Promise<Reply> => {
    socket.write(`${line}\r\n`)
    // What is told of a refusal is read by people, and logged: not the password.
    return await expect(line.replace(/^(AUTH \S+) .*/, '$1'), wanted)
  }
  return { say, expect }
}

/** Says of the mail what it needs, where the server has offered it. */
function parametersFor(raw: Uint8Array, addresses: readonly string[], offer: string): string {
  const eightBit = raw.some((byte) => byte > 127) && offer.includes('8BITMIME')
  const wide = /[\u0080-\uffff]/.test(addresses.join('')) && offer.includes('SMTPUTF8')
  return `${eightBit ? ' BODY=8BITMIME' : ''}${wide ? ' SMTPUTF8' : ''}`
}

/**
 * The bytes as they go over the wire: a dot more where a line begins with one, and the lone dot that ends the mail
 * (RFC 5321, 4.5.2). A line is what CRLF ends, nothing else: a bare LF is a byte like any other.
 */
function dotStuffed(raw: Uint8Array): Buffer {
  const mail = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  // latin1 maps each byte to one character and back.
  const stuffed = mail.toString('latin1').replace(/^\./, '..').replaceAll('\r\n.', '\r\n..')
  const lineEnd = mail.length === 0 || mail.subarray(-2).toString('latin1') === '\r\n' ? '' : '\r\n'
  return Buffer.from(`${stuffed}${lineEnd}.\r\n`, 'latin1')
}

/** The replies of a server one after the other, each with its lines joined. */
async function* repliesOf(socket: Socket): AsyncGenerator<Reply> {
  let rest = ''
  let lines: string[] = []
  socket.setEncoding('utf8')
  for await (const chunk of socket as AsyncIterable<string>) {
    const parts = (rest + chunk).split(/\r?\n/)
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      if (line[3] === '-') continue
      yield { code: Number(line.slice(0, 3)) || 0, text: lines.join(' / ') }
      lines = []
    }
  }
}
