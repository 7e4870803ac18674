/** HTTP as bytes, for what no client would send. */
import { connect } from 'node:net'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Sends bytes on one connection, reads so many answers, and hangs up. */
export function exchange(port: number, bytes: string | Buffer, answers = 1): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let received = Buffer.alloc(0)
    const withBodies = !bytes.toString().startsWith('HEAD ')
    const finish = () => {
      const read = readAnswers(received, withBodies)
      if (read.length < answers) reject(new Error(`Only ${read.length} answers came: ${received.toString()}`))
      else resolve(read)
      socket.destroy()
    }
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (readAnswers(received, withBodies).length >= answers) finish()
    })
    socket.on('close', finish)
    socket.on('error', reject)
  })
}

/** One request without a body, its headers as given and nothing else. */
export async function ask(
  port: number,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Answer> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const [answer] = await exchange(port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  if (answer === undefined) throw new Error('no answer')
  return answer
}

/** The headers that ask for a WebSocket. */
export const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

function readAnswers(received: Buffer, withBodies: boolean): Answer[] {
  const answers: Answer[] = []
  let rest = received
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return answers
    const [first = '', ...lines] = rest.subarray(0, end).toString().split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const length = withBodies ? Number(headers['content-length'] ?? 0) : 0
    if (rest.length < end + 4 + length) return answers
    answers.push({
      status: Number(first.split(' ')[1]),
      headers,
      body: rest.subarray(end + 4, end + 4 + length).toString(),
    })
    rest = rest.subarray(end + 4 + length)
  }
}
