/** A sink that runs elsewhere, and what can become of it while a test uses it. */
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { connectSink, HistoryLostError, MailError, UnreachableError } from '../../client/main.ts'
import { startSink } from '../../server/sink.ts'
import type { HttpOptions } from '../../server/sink-options.ts'
import { failureOf, sender } from './app.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

async function running(http: HttpOptions = {}) {
  const started = await startSink({ hosts: ['127.0.0.1'], http })
  onTestFinished(() => started.stop())
  if (started.http === undefined) throw new Error('It has no HTTP')
  return { started, url: started.http.url, port: started.http.port }
}

test('it is found by MAILSINK_URL, and mail goes where it says', async () => {
  const { started, url } = await running()
  vi.stubEnv('MAILSINK_URL', url)
  await using sink = await connectSink()
  expect(sink.http?.url).toBe(url)
  expect(sink.smtp.url).toBe(started.smtp.url)
  await using inbox = await sink.inbox()
  await sender(sink)({ to: inbox.address('ann'), subject: 'found' })
  expect((await inbox.waitFor()).subject).toBe('found')
})

test('letting go of it does not stop it', async () => {
  const { url } = await running()
  await (await connectSink(url)).stop()
  expect((await connectSink(url)).http?.url).toBe(url)
})

test('it may live below a path', async () => {
  const { url } = await running({ basePath: '/mail/' })
  expect(new URL(url).pathname).toBe('/mail/')
  const sink = await connectSink(url)
  const inbox = await sink.inbox()
  await sender(sink)({ to: inbox.address('ann') })
  const message = await inbox.waitFor()
  expect(message.viewUrl).toBe(`${url}messages/${message.id}`)
  expect(inbox.viewUrl).toBe(`${url}messages?q=inbox%3A${inbox.id}`)
  const error = await failureOf(connectSink(new URL('/', url).href))
  expect(error).toBeInstanceOf(MailError)
  expect(error.message).toBe('Nothing is outside of /mail/: mailsink was started with that --base-path.')
})

test('what it asks for to be let in goes with every request', async () => {
  const { url } = await running({ token: 'secret', auth: { user: 'ann', password: 'pass' } })
  for (const options of [{ token: 'secret' }, { auth: { user: 'ann', password: 'pass' } }]) {
    const sink = await connectSink(url, options)
    const inbox = await sink.inbox()
    await sender(sink)({ to: inbox.address('ann') })
    const message = await inbox.waitFor()
    expect(new TextDecoder().decode(await message.raw())).toMatch(/^Subject: Hello/m)
  }
  const error = await failureOf(connectSink(url, { token: 'wrong' }))
  expect(error).toBeInstanceOf(MailError)
  expect(error.message).toMatch(/To connectSink\(\) it is given as \{ token \} or \{ auth \}\.$/)
})

test('when it is gone, everything says that nobody answers', async () => {
  const { started, url } = await running()
  const sink = await connectSink(url)
  const inbox = await sink.inbox()
  await started.stop()
  const errors = [
    await failureOf(connectSink(url)),
    await failureOf(inbox.waitFor()),
    await failureOf(inbox.expectNone()),
    await failureOf(inbox.messages()),
    await failureOf(inbox.close()),
  ]
  for (const error of errors) {
    expect(error).toBeInstanceOf(UnreachableError)
    expect(error.message).toBe(
      `Nobody answers at ${url}. Is mailsink running, and is this its HTTP address (MAILSINK_URL)?`,
    )
  }
})

test('when it was restarted, an inbox of before is told to be lost, and not to be empty', async () => {
  const { started, url, port } = await running()
  const sink = await connectSink(url)
  const inbox = await sink.inbox()
  const since = await sink.cursor()
  await started.stop()
  expect(await failureOf(inbox.close())).toBeInstanceOf(UnreachableError)
  await running({ port })
  const errors = [
    await failureOf(inbox.waitFor()),
    await failureOf(inbox.waitForEach([{ subject: 'a' }, { subject: 'b' }])),
    await failureOf(inbox.expectNone()),
    await failureOf(inbox.expectNoMore()),
    await failureOf(inbox.capture(() => {})),
    await failureOf(inbox.messages()),
    await failureOf(inbox.sessions()),
    await failureOf(sink.waitFor({}, { since })),
    await failureOf(sink.expectNone({}, { since })),
  ]
  for (const error of errors) expect(error).toBeInstanceOf(HistoryLostError)
  expect(errors[0]?.message).toMatch(/mailsink was restarted since\. Open one for each test\.$/)
  // There is nothing left of it to close, and a close that failed is no close.
  await expect(inbox.close()).resolves.toBeUndefined()
})

test('as many mails as it keeps can be excluded', async () => {
  const { url } = await running()
  const exclude = Array.from({ length: 100_000 }, (_, n) => `0${n.toString(32).padStart(25, '0')}`)
  const answer = await fetch(`${url}api/wait`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exclude, timeout: 0 }),
  })
  expect([answer.status, answer.headers.get('X-Mailsink-Result')]).toEqual([404, 'timeout'])
})
