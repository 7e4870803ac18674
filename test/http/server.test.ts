import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startHttp } from '../../server/http/server.ts'
import { inProcess, onPort, room } from './support/app.ts'
import { followSocket, followStream } from './support/follow.ts'
import { ask, exchange } from './support/wire.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

test.skipIf(!hasIpv6)('listens on several addresses with one port, and serves them alike', async () => {
  const { http } = await onPort({ hosts: ['127.0.0.1', '::1'] })
  expect(http.url).toBe(`http://127.0.0.1:${http.port}/`)
  for (const host of ['127.0.0.1', '[::1]']) {
    const url = `http://${host}:${http.port}/`
    expect((await fetch(`${url}api/info`)).status).toBe(200)
    const reader = await followSocket(url)
    await reader.until('info')
  }
})

test('an address that this machine lacks is left out, or is an error', async () => {
  const hosts = ['192.0.2.1', '127.0.0.1']
  const { http } = await onPort({ hosts, optionalHosts: true })
  expect(http.host).toBe('127.0.0.1')
  const { options } = await room({ hosts, optionalHosts: false })
  await expect(startHttp(options)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  await expect(startHttp({ ...options, hosts: ['192.0.2.1'], optionalHosts: true })).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  })
})

test('a port that is taken is told with the error of Node, and nothing stays open', async () => {
  const { http } = await onPort()
  const { options } = await room({ port: http.port })
  await expect(startHttp(options)).rejects.toMatchObject({ code: 'EADDRINUSE', port: http.port })
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.2', resolve))
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as { port: number }
  const both = await room({ hosts: ['127.0.0.1', '127.0.0.2'], port })
  await expect(startHttp(both.options)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  const again = await startHttp({ ...both.options, hosts: ['127.0.0.1'] })
  await again.stop()
})

test('runs twice in one process, each on its own', async () => {
  const [one, two] = [await onPort(), await onPort()]
  await one.store.import(Buffer.from('Subject: x\r\n\r\n'), { from: '', to: [] }, '')
  expect(await (await fetch(`${one.http.url}api/messages`)).json()).toMatchObject({ total: 1 })
  expect(await (await fetch(`${two.http.url}api/messages`)).json()).toMatchObject({ total: 0 })
  for (const { http } of [one, two]) expect((await fetch(`${http.url}metrics`)).status).toBe(200)
})

test('stop ends every reader in good order and leaves nothing that keeps the process alive', async () => {
  const { options, subscriptions } = await room()
  await setImmediate()
  const before = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
  const http = await startHttp(options)
  const socket = await followSocket(http.url)
  const stream = await followStream(http.url)
  await Promise.all([socket.until('info'), stream.until('info')])
  const started = performance.now()
  await Promise.all([http.stop(), http.stop()])
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(await socket.closed).toBe(1001)
  expect(await stream.closed).toBe(0)
  expect(subscriptions.open).toBe(0)
  await expect(fetch(`${http.url}livez`)).rejects.toThrow('fetch failed')
  await expect
    .poll(() => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length)
    .toBeLessThanOrEqual(before + 1)
})

test('stop does not wait for a client that says nothing, or never finishes', async () => {
  const { options } = await room()
  const http = await startHttp(options)
  const { connect } = await import('node:net')
  const halves = [
    '',
    'GET /api/info HT',
    'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: 9\r\n\r\nab',
  ]
  const sockets = await Promise.all(
    halves.map(
      (bytes) =>
        new Promise<ReturnType<typeof connect>>((resolve) => {
          const socket = connect(http.port, '127.0.0.1', () => socket.write(bytes, () => resolve(socket)))
          socket.on('error', () => {})
        }),
    ),
  )
  await ask(http.port, '/livez', { Host: 'localhost' })
  const closed = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))))
  await http.stop()
  expect(await closed).toHaveLength(halves.length)
})

test.each([
  ['GARBAGE\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n', 400],
  [`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('what is no HTTP is answered with a problem: %#', async (bytes, status) => {
  const { http } = await onPort()
  const [answer] = await exchange(http.port, bytes)
  expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } })
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ status })
})

test('a body that is too large is answered, not cut off', async () => {
  const { http } = await onPort({ messageSize: 1_000 })
  for (const size of [2_000, 20 << 20]) {
    const answer = await fetch(`${http.url}api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: Buffer.alloc(size, 'x'),
    })
    expect([size, answer.status]).toEqual([size, 413])
    expect(await answer.json()).toMatchObject({ code: 'too_large' })
  }
})

test('a defect is a 500 that tells nothing, and a line in the log that tells all', async () => {
  const { app, logged } = await inProcess({ info: () => Promise.reject(new Error('a secret of the house')) })
  const answer = await app.inject('/api/info')
  expect(answer.json()).toMatchObject({ status: 500, code: 'internal' })
  expect(answer.body).not.toMatch(/secret|at .*\.ts/)
  expect(logged).toMatchObject([{ level: 'error' }])
  expect(String(logged[0]?.fields['error'])).toContain('a secret of the house')
})

test('a wrong method is told which ones there are', async () => {
  const { app } = await inProcess()
  const answer = await app.inject({ method: 'PUT', url: '/api/messages/x' })
  expect(answer.statusCode).toBe(405)
  expect(answer.headers['allow']).toBe('GET, HEAD, DELETE')
  expect(answer.json()).toMatchObject({ code: 'method_not_allowed' })
  expect((await app.inject({ method: 'POST', url: '/api/nowhere' })).statusCode).toBe(404)
})

test('the certificate is there when a listener has one', async () => {
  const without = await inProcess()
  expect((await without.app.inject('/api/tls.pem')).json()).toMatchObject({ code: 'not_found' })
  const { app } = await inProcess({ pem: () => '-----BEGIN CERTIFICATE-----\n' })
  expect((await app.inject('/api/tls.pem')).body).toBe('-----BEGIN CERTIFICATE-----\n')
})
