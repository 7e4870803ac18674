/** A mail as an application would send it, cut to an exact size, with a subject that can be changed in place. */
export interface Payload {
  /** From the first header up to and with the changing part of the subject: small, one copy for each connection. */
  head: Buffer
  /** The rest, with the lone dot at its end: shared by all connections. */
  body: Buffer
  /** Bytes of the mail itself: both parts without the terminator. */
  size: number
}

const digits = 10
const words =
  'your order has been received and will leave our house within two days if you did not place it please let us know'
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const lineLength = 76

/**
 * Builds a mail of exactly `size` bytes: text alone when it is small, text and HTML as alternatives from 4 KB on,
 * and from 50 KB on a base64 attachment that takes the rest. No line begins with a dot, so nothing needs stuffing.
 */
export function buildPayload(size: number): Payload {
  const head = `Subject: Your order ${'0'.repeat(digits)}`
  const headers = [
    '',
    'From: The Shop <shop@example.com>',
    'To: Ann Example <ann@example.com>',
    'Date: Mon, 06 Jan 2025 10:00:00 +0000',
    'Message-ID: <7f3a91.1@shop.example.com>',
    'MIME-Version: 1.0',
    '',
  ].join('\r\n')
  const room = size - head.length - headers.length
  const body = headers + (size < 4_000 ? text(room) : size < 50_000 ? alternatives(room) : withAttachment(room))
  if (body.length !== room + headers.length) throw new Error(`A mail of ${size} bytes has no room for its headers.`)
  return { head: Buffer.from(head), body: Buffer.from(`${body}.\r\n`), size }
}

function text(bytes: number): string {
  const greeting = 'Hello Ann,\r\nfollow https://shop.example.com/orders/4711?token=a1b2c3 to see your order.\r\n'
  return filled(partHead('text/plain; charset=utf-8', '7bit') + greeting, bytes, proseLine)
}

function alternatives(bytes: number): string {
  const opening = multipart('alternative', 'b1')
  const middle = `--b1\r\n`
  const end = `--b1--\r\n`
  const plain = text(2_000)
  const room = bytes - opening.length - plain.length - middle.length - end.length
  const html = filled(partHead('text/html; charset=utf-8', '7bit'), room, htmlLine)
  return opening + plain + middle + html + end
}

function withAttachment(bytes: number): string {
  const opening = multipart('mixed', 'b0')
  const mail = alternatives(8_000)
  const middle = `--b0\r\nContent-Disposition: attachment; filename="invoice.pdf"\r\n`
  const end = `--b0--\r\n`
  const room = bytes - opening.length - mail.length - middle.length - end.length
  return opening + mail + middle + filled(partHead('application/pdf', 'base64'), room, base64Line) + end
}

/** Writes the number of the mail over the zeros at the end of `head`. Ten bytes: cheaper than building a string. */
export function setSubject(head: Buffer, number: number): void {
  let rest = number
  for (let at = head.length - 1; at >= head.length - digits; at--) {
    head[at] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
}

function multipart(kind: string, boundary: string): string {
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`
}

function partHead(type: string, encoding: string): string {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`
}

/** `opening` and lines of 76 characters up to exactly `bytes`, CRLF at the end; a last line too short for that is lengthened. */
function filled(opening: string, bytes: number, line: (n: number) => string): string {
  const room = bytes - opening.length - 2
  const all: string[] = []
  for (let n = 0, length = 0; length < room; n++, length += lineLength + 2) all.push(line(n))
  const cut = all.join('\r\n').slice(0, Math.max(0, room))
  return `${opening}${cut.replace(/[\r\n]+$/, (end) => 'x'.repeat(end.length)).padEnd(room, 'x')}\r\n`
}

function proseLine(n: number): string {
  const from = (n * 7) % words.length
  return (words.slice(from) + ' ' + words + ' ' + words).slice(0, lineLength).replace(/^ | $/g, 'x')
}

function htmlLine(n: number): string {
  return `<p>${proseLine(n).slice(0, lineLength - 7)}</p>`
}

/** Looks random and is the same in every run, so that two runs parse and compress alike. */
function base64Line(n: number): string {
  let state = (n * 2_654_435_761) >>> 0
  let line = ''
  for (let i = 0; i < lineLength; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    line += base64[state >>> 26]
  }
  return line
}
