/** Starting and stopping a sink in process: ports, promptness, and what is left afterwards. */
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { ANY_SESSION } from '../../contract/store.ts'
import { PortTakenError } from '../../server/port-taken.ts'
import { startSink } from '../../server/sink.ts'
import { dialogue, SmtpClient } from '../support/smtp-client.ts'
import { startTestSink } from '../support/smtp-sink.ts'

const MAIL = `
  EHLO app
  MAIL FROM:<shop@example.com>
  RCPT TO:<ann@example.com>
  DATA
  Subject: hi

  hi
  .
  QUIT`

test('two sinks at once keep their mail apart', async () => {
  const [first, second] = [await startTestSink(), await startTestSink()]
  expect(first.port).not.toBe(second.port)
  expect(await dialogue(first.port, MAIL)).toEqual([220, 250, 250, 250, 354, 250, 221])
  expect([(await first.messages()).length, (await second.messages()).length]).toEqual([1, 0])
  const [epochs] = [await Promise.all([first, second].map(async ({ store }) => (await store.state()).epoch))]
  expect(epochs[0]).not.toBe(epochs[1])
})

test('every listener tells the port that it really has, and what it offers there', async () => {
  const { sink } = await startTestSink({ submission: { port: 0 }, submissions: { port: 0 } })
  const { smtp, submission, submissions } = sink
  const ports = [smtp, submission, submissions].map((listener) => listener?.port ?? 0)
  expect(new Set(ports).size).toBe(3)
  expect(ports.every((port) => port > 0)).toBe(true)
  expect([smtp, submission, submissions]).toMatchObject([
    { name: 'smtp', host: '127.0.0.1', tls: 'none', auth: 'offered', url: `smtp://127.0.0.1:${ports[0]}` },
    { name: 'submission', tls: 'starttls', auth: 'required', url: `smtp://127.0.0.1:${ports[1]}` },
    { name: 'submissions', tls: 'implicit', auth: 'required', url: `smtps://127.0.0.1:${ports[2]}` },
  ])
  expect(sink.http).toBeUndefined()
  expect(sink.tlsFingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  const client = await SmtpClient.connectTls(submissions?.port ?? 0)
  expect(client.tls.getPeerCertificate().fingerprint256).toBe(sink.tlsFingerprint)
})

test('a listener that is off is not there', async () => {
  const { sink } = await startTestSink({ smtp: false })
  expect([sink.listeners, sink.submission, sink.submissions, sink.http, sink.tlsFingerprint]).toEqual([
    [],
    undefined,
    undefined,
    undefined,
    null,
  ])
  expect(() => sink.smtp).toThrow(
    'No SMTP listener of this sink is on, so there is nowhere to send mail to. Start it with one.',
  )
})

test('without TLS no certificate is made, and two starts with it make two', async () => {
  const prints = []
  for (let i = 0; i < 2; i += 1) {
    await using sink = await startSink({ http: false, smtp: false, submissions: {} })
    prints.push(sink.tlsFingerprint)
  }
  expect(prints[0]).not.toBe(prints[1])
  await using plain = await startSink({ http: false })
  expect(plain.tlsFingerprint).toBeNull()
})

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)

test.skipIf(!hasIpv6)('both loopback addresses are bound, to the same port', async () => {
  await using sink = await startSink({ http: false })
  const port = sink.smtp?.port ?? 0
  expect(await dialogue(port, 'QUIT')).toEqual([220, 221])
  const six = await SmtpClient.connect(port, '::1')
  expect((await six.hello()).code).toBe(250)
  await six.quit()
  const { sessions } = await sink.store.sessions({ limit: 9, before: null, after: null, order: 'desc', ...ANY_SESSION })
  expect(sessions[0]?.remote.address).toBe('::1')
})

test.each(['smtp', 'submission', 'submissions', 'http'] as const)('a taken port is told by name (%s)', async (name) => {
  const squatter = net.createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  const { port } = squatter.address() as net.AddressInfo
  const starting = startSink({ hosts: ['127.0.0.1'], http: false, [name]: { port } })
  const error = await starting.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(PortTakenError)
  expect(error).toMatchObject({
    name: 'PortTakenError',
    port,
    listener: name,
    message: `Port ${port} is taken. Choose another with --${name}-port, or 0 for any free port.`,
  })
  await new Promise((resolve) => squatter.close(resolve))
})

test('a start that fails leaves none of its listeners behind', async () => {
  const squatter = net.createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  const taken = (squatter.address() as net.AddressInfo).port
  const free = await freePort()
  await expect(
    startSink({ hosts: ['127.0.0.1'], http: false, smtp: { port: free }, submission: { port: taken } }),
  ).rejects.toThrow(PortTakenError)
  await using sink = await startSink({ hosts: ['127.0.0.1'], http: false, smtp: { port: free } })
  expect(sink.smtp?.port).toBe(free)
  await new Promise((resolve) => squatter.close(resolve))
})

test('the greeting comes at once', async () => {
  const { port } = await startTestSink()
  const times: number[] = []
  for (let i = 0; i < 20; i += 1) {
    const began = performance.now()
    const client = await SmtpClient.connect(port)
    await client.reply()
    times.push(performance.now() - began)
    await client.quit()
  }
  // Generous for a busy machine, and still below the 100 ms that smtp-server would wait.
  expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(60)
})

test('`await using` stops the sink', async () => {
  let port: number
  {
    await using sink = await startSink({ http: false, hosts: ['127.0.0.1'] })
    port = sink.smtp?.port ?? 0
    expect(await dialogue(port, 'QUIT')).toEqual([220, 221])
  }
  await expect(SmtpClient.connect(port)).rejects.toThrow('ECONNREFUSED')
})

test('a stopped sink accepts nobody, and its store can still be read', async () => {
  const { sink, port, store, messages } = await startTestSink()
  await dialogue(port, MAIL)
  await sink.stop()
  await expect(SmtpClient.connect(port)).rejects.toThrow('ECONNREFUSED')
  const [message] = await messages()
  expect(message?.subject).toBe('hi')
  expect((await store.state()).counts.openSessions).toBe(0)
})

test('stopping twice is stopping once', async () => {
  const { sink } = await startTestSink()
  const first = sink.stop()
  expect(sink.stop()).toBe(first)
  await first
  await sink.stop()
})

test('a stop in the middle of a mail waits for its end, and the mail is kept with its 250', async () => {
  const { sink, port, messages, closed } = await startTestSink()
  const client = await SmtpClient.connect(port)
  await client.hello()
  for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']) await client.say(line)
  await client.send('Subject: last\r\n')
  const stopped = sink.stop()
  const idle = SmtpClient.connect(port)
  await expect(idle).rejects.toThrow('ECONNREFUSED')
  await client.sendSegments(['\r\n', 'words\r\n', '.\r\n'])
  expect((await client.reply()).code).toBe(250)
  expect((await client.reply()).wire).toBe('421 4.3.2 The server is shutting down\r\n')
  await stopped
  expect((await messages()).map(({ subject }) => subject)).toEqual(['last'])
  const [session] = await closed()
  expect(session).toMatchObject({ outcome: 'delivered', ended: 'server' })
})

test('a mail that ends while the sink stops is found over HTTP once its 250 is read', async () => {
  const sink = await startSink({ hosts: ['127.0.0.1'] })
  const client = await SmtpClient.connect(sink.smtp?.port ?? 0)
  await client.hello()
  for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']) await client.say(line)
  await client.send('Subject: last\r\n')
  const stopped = sink.stop()
  await client.sendSegments(['\r\n', '.\r\n'])
  expect((await client.reply()).code).toBe(250)
  const answer = await fetch(`${sink.http?.url}api/messages`)
  expect(await answer.json()).toMatchObject({ messages: [{ subject: 'last' }] })
  await stopped
})

test('a stop tells the idle clients with 421, on every listener', async () => {
  const box = await startTestSink({ starttls: true, submissions: { port: 0 } })
  const plain = await SmtpClient.connect(box.port)
  await plain.hello()
  const upgraded = await SmtpClient.connect(box.port)
  await upgraded.hello()
  await upgraded.say('STARTTLS')
  await upgraded.upgrade()
  const inside = await SmtpClient.connectTls(box.submissions)
  await inside.hello()
  const silent = await SmtpClient.connect(box.port)
  await silent.reply()
  const clients = [plain, upgraded, inside, silent]
  const replies = Promise.all(clients.map((client) => client.reply()))
  await box.sink.stop()
  expect((await replies).map(({ code }) => code)).toEqual([421, 421, 421, 421])
  const sessions = await box.closed(4)
  expect(sessions.map(({ ended }) => ended)).toEqual(['server', 'server', 'server', 'server'])
})

test('a stop does not wait for a handshake that never ends', async () => {
  const box = await startTestSink({ starttls: true, submissions: { port: 0 } })
  const silent = await SmtpClient.connect(box.submissions)
  const half = await SmtpClient.connect(box.submissions)
  await half.send('\x16\x03\x01\x02\x00\x01')
  const upgrading = await SmtpClient.connect(box.port)
  await upgrading.hello()
  await upgrading.say('STARTTLS')
  await box.event(({ type }) => type === 'session.opened')
  const began = performance.now()
  await box.sink.stop()
  // The patience for a mail that is on its way is 6 s; nobody here is in one.
  expect(performance.now() - began).toBeLessThan(5000)
  await Promise.all([silent.closed, half.closed, upgrading.closed])
  expect((await box.closed(3)).every(({ closedAt }) => closedAt !== null)).toBe(true)
})

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
