/** Java's HttpClient offers `Upgrade: h2c` with every request; it has to be answered as if it had not. */
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { onPort } from './support/app.ts'
import { ask, exchange, UPGRADE } from './support/wire.ts'

const OFFER =
  'Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n' +
  'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n'

test('a GET with the offer is answered', async () => {
  const { http } = await onPort()
  const [answer] = await exchange(http.port, `GET /api/info HTTP/1.1\r\n${OFFER}\r\n`)
  expect(answer?.status).toBe(200)
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ version: '0.1.0' })
})

test('a mail of 100 KB with the offer is imported, byte for byte', async () => {
  const { http, store } = await onPort()
  const mail = `Subject: large\r\n\r\n${'x'.repeat(100_000)}`
  const head = `POST /api/messages HTTP/1.1\r\n${OFFER}Content-Type: message/rfc822\r\nContent-Length: ${mail.length}\r\n\r\n`
  const [answer] = await exchange(http.port, head + mail)
  expect(answer?.status).toBe(201)
  const { id } = JSON.parse(answer?.body ?? '') as { id: string }
  expect(Buffer.from((await store.raw(id)) ?? []).toString()).toBe(mail)
})

test('a DELETE with a JSON body and the offer deletes', async () => {
  const { http, store } = await onPort()
  const { id } = await store.import(Buffer.from('Subject: x\r\n\r\n'), { from: '', to: [] }, '')
  const body = JSON.stringify({ ids: [id, 'unknown'] })
  const head = `DELETE /api/messages HTTP/1.1\r\n${OFFER}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  const [answer] = await exchange(http.port, head + body)
  expect(answer).toMatchObject({ status: 200, body: '{"deleted":1}' })
})

test('the connection goes on after the offer was passed over', async () => {
  const { http } = await onPort()
  const agent = new (await import('node:http')).Agent({ keepAlive: true, maxSockets: 1 })
  const ports = new Set<number | undefined>()
  const { request } = await import('node:http')
  for (const path of ['/livez', '/api/info', '/readyz']) {
    const status = await new Promise((resolve, reject) => {
      const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAEAAEAA' }
      request({ agent, port: http.port, path, headers }, (response) => {
        ports.add(response.socket.localPort)
        response.resume().on('end', () => resolve(response.statusCode))
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
  }
  expect(ports.size).toBe(1)
  agent.destroy()
})

test('the offer gets nobody past the guard', async () => {
  const { http } = await onPort({ token: 't0ken' })
  const offer = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAEAAEAA' }
  expect((await ask(http.port, '/api/info', { Host: 'localhost', ...offer })).status).toBe(401)
  expect((await ask(http.port, '/api/info', { Host: 'evil.example', ...offer })).status).toBe(421)
})

test('a WebSocket is still taken up beside it, whatever the case of its name', async () => {
  const { http } = await onPort()
  const answer = await ask(http.port, '/api/feed', { Host: 'localhost', ...UPGRADE, Upgrade: 'WebSocket' })
  expect(answer.status).toBe(101)
})

const java = spawnSync('java', ['-version']).status === 0

test.skipIf(!java)(
  `Java's HttpClient itself is served (${java ? 'java is here' : 'skipped: there is no java'})`,
  async () => {
    const { http, store } = await onPort()
    const { stdout } = await promisify(execFile)('java', [join(import.meta.dirname, 'support/Ask.java'), http.url])
    expect(stdout.trim().split('\n')).toEqual([
      '200 HTTP_1_1',
      '201 HTTP_1_1',
      '200 HTTP_1_1',
      '404 HTTP_1_1',
      'WebSocket open',
    ])
    const { messages } = await store.messages({
      limit: 1,
      before: null,
      after: null,
      order: 'desc',
      criteria: null,
      digests: true,
    })
    expect(messages[0]).toMatchObject({ subject: 'from Java', size: 100_022 })
  },
)
