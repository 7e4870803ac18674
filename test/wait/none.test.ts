/** "No mail": what it rests on, and what refutes it. */
import { expect, test } from 'vitest'
import { begin, deliver, failure, proofOf, waitingRoom } from './room.ts'

test('an idle connection that was used before does not keep it from being quiet', async () => {
  const { connect, none, store } = await waitingRoom()
  const pooled = await connect()
  await deliver(pooled, { subject: 'before' })
  const { cursor } = await store.state()
  expect(proofOf(await none({ to: 'ann@example.com' }, { since: cursor }))).toMatchObject({
    proof: 'quiet',
    vacuous: false,
    messages: [],
    note: null,
  })
})

test('a mail that is stuck in DATA for longer than the quiet period is waited for, and fails it', async () => {
  const { connect, none, looked } = await waitingRoom()
  const client = await connect()
  await begin(client, { subject: 'Late' })
  const stuck = looked(3)
  const waiting = none({ to: 'ann@example.com' }, { quiet: 1 })
  // It looks again every few milliseconds, each of them longer than the quiet period.
  await stuck
  await client.send('.\r\n')
  const answer = await waiting
  expect(failure(answer).code).toBe('unexpected_message')
  expect(answer).toMatchObject({ messages: [{ subject: 'Late' }] })
})

test('a mail that is there already fails it at once', async () => {
  const { send, none } = await waitingRoom()
  await send({ subject: 'Invoice' })
  const answer = await none({ subject: 'invoice' }, { quiet: 60_000, timeout: 60_000 })
  expect(failure(answer).code).toBe('unexpected_message')
})

test('a mail that comes in the quiet period fails it at once', async () => {
  const { send, none } = await waitingRoom()
  const waiting = none({ subject: 'invoice' }, { quiet: 60_000, timeout: 60_000 })
  await send({ subject: 'Other' })
  await send({ subject: 'Invoice' })
  expect(failure(await waiting).code).toBe('unexpected_message')
})

test('with nobody ever connected it says that it proves nothing', async () => {
  const { none } = await waitingRoom()
  expect(proofOf(await none({}))).toMatchObject({
    vacuous: true,
    note:
      'Nobody has spoken SMTP to this sink since it started, so this proves nothing: an app that mails elsewhere would ' +
      'pass as well.',
  })
})

test('with a quiet period of 0 it looks once', async () => {
  const { send, none } = await waitingRoom()
  await send({ subject: 'Other' })
  expect(proofOf(await none({ subject: 'invoice' }, { quiet: 0 })).proof).toBe('causal')
})

test('what another inbox is sent neither counts nor keeps it from being quiet', async () => {
  const { connect, none, store } = await waitingRoom()
  const [mine, other] = [await store.createInbox({}), await store.createInbox({})]
  const busy = await connect()
  await begin(busy, { to: `bob@${other.domain}` })
  const waiting = none({}, { inbox: mine.id, quiet: 100, timeout: 5000 })
  expect(proofOf(await waiting).proof).toBe('quiet')
  await busy.send('.\r\n')
  expect((await busy.reply()).code).toBe(250)
})

test('a connection that has not said anything yet keeps it from being quiet while it is young', async () => {
  const { none, port } = await waitingRoom()
  const { SmtpClient } = await import('../support/smtp-client.ts')
  const client = await SmtpClient.connect(port)
  const waiting = none({}, { quiet: 300, timeout: 20_000 })
  await client.hello()
  await deliver(client, { subject: 'First words' })
  expect(failure(await waiting).code).toBe('unexpected_message')
  client.destroy()
})

test('what never goes quiet is no pass, and the one who is busy is named', async () => {
  const { connect, none } = await waitingRoom()
  const client = await connect()
  await begin(client, { to: 'ann@example.com' })
  const { code, inFlight } = failure(await none({ to: 'ann@example.com' }, { quiet: 10, timeout: 200 }))
  expect(code).toBe('never_quiet')
  expect(inFlight).toMatchObject([{ scope: 'certain', stage: 'data', to: ['ann@example.com'] }])
})

test('a mail that comes before the barrier fails it', async () => {
  const { send, none } = await waitingRoom()
  const waiting = none({ subject: 'invoice' }, { barrier: { subject: 'sentinel' } })
  await send({ subject: 'Invoice' })
  await send({ subject: 'Sentinel' })
  expect(failure(await waiting).code).toBe('unexpected_message')
})

test('once the barrier is here, what has not come will not', async () => {
  const { send, none } = await waitingRoom()
  const waiting = none({ subject: 'invoice' }, { barrier: { subject: 'sentinel' }, quiet: 60_000, timeout: 60_000 })
  await send({ subject: 'Sentinel' })
  expect(proofOf(await waiting).proof).toBe('barrier')
})

test('a barrier that never comes is a failure', async () => {
  const { none } = await waitingRoom()
  expect(failure(await none({}, { barrier: { subject: 'sentinel' }, timeout: 50 })).code).toBe('wait_timeout')
})

test('a refused attempt is told, and fails it only where that is asked', async () => {
  const { connect, none } = await waitingRoom({ limits: { recipients: 1 } })
  const client = await connect()
  await client.say('MAIL FROM:<shop@example.com>')
  await client.say('RCPT TO:<bob@example.com>')
  await client.say('RCPT TO:<ann@example.com>')
  await client.quit()
  const proof = proofOf(await none({ to: 'ann@example.com' }))
  expect(proof).toMatchObject({
    note: 'Nothing came, but a conversation in scope was refused: somebody tried.',
    refused: [{ scope: 'certain', to: ['bob@example.com', 'ann@example.com'] }],
  })
  expect(failure(await none({ to: 'ann@example.com' }, { includeRefused: true })).code).toBe('refused_attempt')
})

test('a limit that dropped mail which may have counted leaves nothing to be proved', async () => {
  const { send, none, store } = await waitingRoom({ limits: { messages: 1 } })
  const { cursor } = await store.state()
  for (const subject of ['Invoice', 'Other']) await send({ subject })
  expect(failure(await none({ subject: 'invoice' }, { since: cursor })).code).toBe('history_lost')
})
