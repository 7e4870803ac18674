/** Mails that a fault made a client try again: whether they arrived once, twice or never, and which rule it was. */
import { expect, test } from 'vitest'
import type { FaultSpec } from '../../contract/fault.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'

const scope = { rcpt: 'ann@example.com' }
const anybody = { mailFrom: 'shop@example.com' }
const mail = (id: string) => `Message-ID: <${id}>\r\nSubject: Reset\r\n\r\nHello Ann\r\n`

/** A naive client: it makes the mail anew for each try, and tries until it is told that it went well. */
async function triesTwice({ port, closed }: TestSink): Promise<void> {
  for (const [n, id] of ['a@shop', 'b@shop'].entries()) {
    const client = await SmtpClient.connect(port)
    await client.hello()
    const went = await client.mail(mail(id)).then(
      ({ code }) => code < 300,
      () => false,
    )
    client.end()
    await client.closed
    await closed(n + 1)
    if (went) return
  }
}

test.each<[string, FaultSpec, string[], string]>([
  [
    'refused at RCPT once',
    { scope, stage: 'rcpt', reply: { code: 451 } },
    ['refused envelope 451', 'delivered message_id 250'],
    'once',
  ],
  [
    'refused at MAIL once',
    { scope: anybody, stage: 'mail', reply: { code: 421 } },
    ['refused envelope 421', 'delivered message_id 250'],
    'once',
  ],
  [
    'refused at DATA once',
    { scope, stage: 'data', reply: { code: 451 } },
    ['refused envelope 451', 'delivered message_id 250'],
    'once',
  ],
  [
    'refused at its end once',
    { scope, stage: 'end', reply: { code: 451 } },
    ['refused body 451', 'delivered body 250'],
    'once',
  ],
  [
    'dropped at its end once',
    { scope, stage: 'end', action: { type: 'drop' } },
    ['broken_off body null', 'delivered body 250'],
    'once',
  ],
  [
    'dropped while it came',
    { scope, stage: 'payload', action: { type: 'drop', after: 30 } },
    ['broken_off envelope null', 'delivered message_id 250'],
    'once',
  ],
  [
    'kept and refused',
    { scope, stage: 'end', reply: { code: 451 }, store: true },
    ['unconfirmed body 451', 'delivered body 250'],
    'twice',
  ],
  [
    'kept and dropped',
    { scope, stage: 'end', action: { type: 'drop' }, store: true },
    ['unconfirmed body null', 'delivered body 250'],
    'twice',
  ],
  [
    'refused for good',
    { scope, stage: 'rcpt', reply: { code: 550 }, times: null },
    ['refused envelope 550', 'refused envelope 550'],
    'never',
  ],
])('a mail %s', async (_, spec, attempts, delivered) => {
  const sink = await startTestSink()
  const fault = await sink.store.createFault(spec)
  await triesTwice(sink)
  const [account, ...more] = await sink.store.attempts(spec.stage === 'mail' ? anybody : scope, null)
  expect(more).toEqual([])
  expect(account?.attempts.map(({ outcome, known, reply }) => `${outcome} ${known} ${reply?.code ?? null}`)).toEqual(
    attempts,
  )
  expect(account?.delivered).toBe(delivered)
  expect(account?.attempts[0]?.faults).toEqual([fault.id])
  expect(account?.attempts[1]?.faults).toEqual(spec.times === null ? [fault.id] : [])
})
