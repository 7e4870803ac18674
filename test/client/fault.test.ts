/** Faults in the hands of a test: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, FaultNotHitError, HistoryLostError } from '../../client/main.ts'
import { failureOf, inboxBy, type Send, sinkBy, subjects, WAYS } from './app.ts'

/** What the app was told, code and text; null when it got through. */
const told = (send: ReturnType<Send>) =>
  send.then(
    () => null,
    ({ response }: { response?: string }) => response ?? 'no reply',
  )

describe.each(WAYS)('%s', (way) => {
  test('a mail of the inbox is refused so often, and then let pass; that of others always is', async () => {
    const { inbox, send } = await inboxBy(way)
    const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 451, text: 'Not today' }, times: 2 })
    expect(fault).toMatchObject({ stage: 'rcpt', state: 'active', count: 0, hits: [] })
    expect(await told(send({ to: 'other@example.com' }))).toBeNull()
    expect([await told(send()), await told(send()), await told(send())]).toEqual([
      expect.stringMatching(/^451 4\.3\.0 Not today/),
      expect.stringMatching(/^451 4\.3\.0 Not today/),
      null,
    ])
    await expect(fault.hit(2)).resolves.toMatchObject({ at: expect.any(Date), transaction: 1 })
    expect(fault).toMatchObject({ state: 'spent', count: 2 })
    expect(new Set(fault.hits.map(({ session }) => session)).size).toBe(2)
  })

  test('a hit that is yet to come is waited for', async () => {
    const { inbox, send } = await inboxBy(way)
    const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 450 } })
    const hit = fault.hit()
    await told(send())
    expect((await hit).session).toBe((await inbox.sessions())[0]?.id)
  })

  test('a hit that does not come is explained by the sink, at the line that waited', async () => {
    const { inbox } = await inboxBy(way)
    const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 450 }, name: 'busy' })
    const error = await failureOf(fault.hit(1, { timeout: 1 }))
    expect(error).toBeInstanceOf(FaultNotHitError)
    expect(error).toMatchObject({ faults: [fault.id], message: expect.stringContaining('busy') })
    expect(error.stack).toMatch(/fault\.test\.ts:\d+/)
    await fault.remove()
  })

  test('a wait for a hit can be called off', async () => {
    const { inbox } = await inboxBy(way)
    const fault = await inbox.fault('greylisting')
    await expect(fault.hit(1, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    await fault.remove()
  })

  test('criteria narrow the inbox down, regular expressions too', async () => {
    const { inbox, send } = await inboxBy(way)
    const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 550 }, scope: { rcpt: /^bob@/ }, times: Infinity })
    expect(await told(send())).toBeNull()
    expect(await told(send({ to: inbox.address('bob') }))).toMatch(/^550/)
    expect(await told(send({ to: 'bob@example.com' }))).toBeNull()
    expect((await fault.refresh()).count).toBe(1)
  })

  test('a sink has faults for whoever is in scope', async () => {
    const { sink, send } = await sinkBy(way)
    await using fault = await sink.fault({ stage: 'end', reply: { code: 452 }, store: true, scope: { all: true } })
    expect(await told(send({ subject: 'kept' }))).toMatch(/^452/)
    expect(subjects(await sink.messages())).toEqual(['kept'])
    expect((await fault.hit()).message).toBe((await sink.messages())[0]?.id)
  })

  test('what was removed strikes no more', async () => {
    const { inbox, send } = await inboxBy(way)
    const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 450 } })
    await fault.remove()
    await fault.remove()
    expect(await told(send())).toBeNull()
    const error = await failureOf(fault.refresh())
    expect(error).toBeInstanceOf(HistoryLostError)
    expect(error.message).toMatch(new RegExp(`^There is no fault "${fault.id}"`))
  })

  test.each<[object, string | RegExp]>([
    [{ stage: 'rcpt', reply: { code: 250 } }, /250/],
    // Whose mail it is, is not known yet.
    [{ stage: 'mail', reply: { code: 421 } }, /recipients/],
    [{ stge: 'rcpt', reply: { code: 450 } }, /"stge".*"stage"/],
    [{ preset: 'graylisting' }, /"greylisting"/],
    [{ preset: 'greylisting', ttl: '5 parsecs' }, /^"ttl" is "5 parsecs"/],
    [{ stage: 'rcpt', action: { type: 'delay', delay: undefined } }, /^"delay" is undefined/],
    // JSON would make null of it, which is always.
    [{ preset: 'greylisting', times: Number('two') }, '"times" is NaN, but has to be a number such as 2.'],
    [{ preset: 'greylisting', skip: Infinity }, '"skip" is Infinity, but has to be a number such as 2.'],
    [{ preset: 'greylisting', onUnhit: 'error' }, '"onUnhit" is "error", but has to be "fail" or "warn" or "ignore".'],
    [
      { preset: 'greylisting', scope: { all: true } },
      'The scope of inbox.fault() is this inbox, narrowed down. Others are for sink.fault().',
    ],
    [{ preset: 'greylisting', scope: { rcpt: undefined } }, /^The criterion "rcpt" is undefined/],
    [{ preset: 'greylisting', scope: 'ann@example.com' }, /scope/],
  ])('%j is no fault', async (asked, message) => {
    const { inbox } = await inboxBy(way)
    const error = await failureOf(inbox.fault(asked))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error.message).toMatch(message)
  })

  test('a rule that an older one leaves nothing is refused, with the way out', async () => {
    const { inbox } = await inboxBy(way)
    const older = await inbox.fault({ preset: 'mailbox-full', onUnhit: 'ignore' })
    const error = await failureOf(inbox.fault('unknown-user'))
    expect(error).toMatchObject({ name: 'MailError', message: expect.stringContaining(`Delete ${older.id}`) })
    expect(error.stack).toMatch(/fault\.test\.ts:\d+/)
  })

  test('what is no rule at all is told so, and so is a hit that cannot be', async () => {
    const { inbox } = await inboxBy(way)
    expect((await failureOf(inbox.fault(undefined as unknown as object))).message).toBe(
      "fault() takes a rule such as { stage: 'rcpt', reply: { code: 451 } }, or { preset: 'greylisting' }, not undefined.",
    )
    const fault = await inbox.fault({ preset: 'greylisting', onUnhit: 'ignore' })
    expect((await failureOf(fault.hit(0))).message).toBe(
      'There is no hit number 0: it has to be a number from 1 to 1000.',
    )
    expect((await failureOf(fault.hit(1, { timout: 1 } as object))).message).toMatch(/^There is no option "timout"/)
  })

  test('the attempts of a mail are told, those that were refused too', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await inbox.fault({ stage: 'end', reply: { code: 451 } })
    const headers = { 'Message-ID': '<1@acme.test>' }
    await told(send({ subject: 'Invoice', headers }))
    await send({ subject: 'Invoice', headers })
    await send({ subject: 'Other' })
    const [invoice, ...others] = await inbox.attempts({ subject: 'invoice' })
    expect(others).toEqual([])
    expect(invoice).toMatchObject({
      delivered: 'once',
      attempts: [
        { at: expect.any(Date), gap: null, outcome: 'refused', reply: { code: 451 } },
        { at: expect.any(Date), gap: expect.any(Number), outcome: 'delivered' },
      ],
    })
    expect(await (await inbox.waitFor({ subject: 'invoice' })).attempts()).toEqual(invoice)
    expect(await inbox.attempts()).toHaveLength(2)
    const cursor = await sink.cursor()
    await send({ to: 'other@example.com', subject: 'Elsewhere' })
    expect((await sink.attempts({}, { since: cursor })).map(({ subject }) => subject)).toEqual(['Elsewhere'])
    await inbox.close()
    expect(await failureOf(inbox.attempts())).toBeInstanceOf(HistoryLostError)
  })
})
