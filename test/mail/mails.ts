/** Mails for tests, written as they look. */

/** Lines of a template as a mail: the indentation of the first line is taken off, line ends become CRLF. */
export function mail(text: string): Buffer {
  const lines = text.replace(/^\n/, '').split('\n')
  const indent = /^ */.exec(lines[0]!)![0].length
  return Buffer.from(lines.map((line) => line.slice(Math.min(indent, /^ */.exec(line)![0].length))).join('\r\n'))
}

/** A mail of one field and a short body. */
export function withField(name: string, value: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), Buffer.from('\r\n\r\nbody\r\n')])
}
