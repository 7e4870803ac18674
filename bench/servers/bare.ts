/** The yardstick: smtp-server as its README shows it, keeping the raw bytes of every mail and doing nothing else. */
import { SMTPServer } from 'smtp-server'

const kept: Buffer[] = []
const server = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  hideSTARTTLS: true,
  logger: false,
  onData(stream, _session, callback) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      kept.push(Buffer.concat(chunks))
      callback()
    })
  },
})
server.on('error', (error) => console.error(error))
server.listen(Number(process.argv[2]), '127.0.0.1')
