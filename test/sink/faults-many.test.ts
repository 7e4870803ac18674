/** Rules that nobody minds any more: there are thousands of them, or their test has crashed; everybody else goes on. */
import { expect, test } from 'vitest'
import { ANY_SESSION, TooManyFaultsError } from '../../contract/store.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink } from '../support/smtp-sink.ts'

const MAIL = 'Subject: hi\r\n\r\nHello\r\n'
const tooMany =
  'There are 5000 active faults already. Delete those that are no longer needed, or give them a shorter ttl.'

test('of ten thousand rules those from the 5,001st on are refused with the reason, and mails are taken meanwhile', async () => {
  const { port, store, messages } = await startTestSink()
  const client = await SmtpClient.connect(port)
  await client.hello()
  const refused: unknown[] = []
  const codes: number[] = []
  for (let n = 0; n < 10_000; n += 1) {
    const scope = n % 2 === 0 ? { rcpt: `ann@${n}.test` } : { mailFrom: `shop@${n}.test` }
    const spec = { scope, stage: 'rcpt', reply: { code: 451 } } as const
    await store.createFault(spec).catch((error: unknown) => refused.push(error))
    if (n % 500 === 0) codes.push((await client.mail(MAIL)).code)
  }
  expect(refused).toHaveLength(5000)
  expect(refused.every((error) => error instanceof TooManyFaultsError && error.message === tooMany)).toBe(true)
  expect(codes).toEqual(codes.map(() => 250))
  expect(await messages()).toHaveLength(codes.length)
  expect((await store.faults()).map(({ count }) => count)).toEqual(Array.from({ length: 5000 }, () => 0))
  await client.quit()
})

test('the 5,001st rule is refused over HTTP in the same words, and there is room again once one is deleted', async () => {
  const { sink, store } = await startTestSink({ http: {} })
  const spec = { scope: { rcpt: 'ann@example.test' }, stage: 'rcpt', reply: { code: 451 } } as const
  for (let n = 0; n < 5000; n += 1) await store.createFault(spec)
  const add = () =>
    fetch(`${sink.http?.url}api/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(spec),
    })
  const refused = await add()
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'too_many_faults', message: tooMany })
  await store.deleteFaults({ id: 'f_1' })
  expect((await add()).status).toBe(201)
})

test('the rules of a test that has crashed end with their ttl, and another inbox never notices', async () => {
  const { sink, port, store, event, events } = await startTestSink()
  const crashed = await sink.inbox({ name: 'crashed' })
  const other = await sink.inbox({ name: 'other' })
  const stages = ['rcpt', 'data', 'payload', 'end', 'quit'] as const
  const made: string[] = []
  for (const stage of stages)
    made.push((await crashed.fault({ stage, action: { type: 'drop' }, times: null, ttl: '1s' })).id)
  const gone = new Set<string>()
  const running = new Set(['the crashed test'])
  const over = event((told) => {
    if (told.type === 'fault.removed' && told.why === 'expired') for (const id of told.ids) gone.add(id)
    return made.every((id) => gone.has(id))
  }).then(() => running.clear())
  let sent = 0
  do {
    const client = await SmtpClient.connect(port)
    await client.hello()
    expect((await client.mail(MAIL, 'shop@example.test', other.address('ann'))).code).toBe(250)
    await client.quit()
    sent += 1
  } while (running.size > 0)
  await over

  expect(await other.messages()).toHaveLength(sent)
  expect(events.filter(({ type }) => type === 'fault.hit')).toEqual([])
  expect((await store.faults()).map(({ state }) => state)).toEqual(stages.map(() => 'expired'))
  const client = await SmtpClient.connect(port)
  await client.hello()
  expect((await client.mail(MAIL, 'shop@example.test', crashed.address('ann'))).code).toBe(250)
  await client.quit()
  const page = await store.sessions({ limit: 1000, before: null, after: null, order: 'asc', ...ANY_SESSION })
  expect(page.sessions.filter(({ faults }) => faults.length > 0)).toEqual([])
})
