/** Waiting for mail and taking it: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { MailTimeoutError } from '../../client/main.ts'
import type { Criteria } from '../../client/criteria.ts'
import { failureOf, inboxBy, sinkBy, subjects, WAYS } from './app.ts'

describe.each(WAYS)('%s', (way) => {
  test('a wait gives the mail that has come already, and the one that is yet to come', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'first' })
    expect((await inbox.waitFor()).subject).toBe('first')
    const waiting = inbox.waitFor({ subject: 'second' })
    await send({ subject: 'second' })
    expect((await waiting).subject).toBe('second')
  })

  test('each wait takes its mail, the oldest first', async () => {
    const { inbox, send } = await inboxBy(way)
    for (const subject of ['a', 'b', 'c']) await send({ subject })
    expect([await inbox.waitFor(), await inbox.waitFor(), await inbox.waitFor()].map(({ subject }) => subject)).toEqual(
      ['a', 'b', 'c'],
    )
  })

  test.each(['before', 'after'])(
    'twenty equal waits that begin %s the mails are served in their order',
    async (when) => {
      const { inbox, send } = await inboxBy(way)
      const mails = Array.from({ length: 20 }, (_, n) => `mail ${n}`)
      const begin = () => mails.map(() => inbox.waitFor({ subject: 'mail' }))
      const early = when === 'before' ? begin() : null
      for (const subject of mails) await send({ subject })
      expect(subjects(await Promise.all(early ?? begin()))).toEqual(mails)
    },
  )

  test('a wait that was called off leaves its mail to the next one', async () => {
    const { inbox, send } = await inboxBy(way)
    const stop = new AbortController()
    const first = failureOf(inbox.waitFor({ subject: 'mail' }, { signal: stop.signal }))
    const second = inbox.waitFor({ subject: 'mail' })
    stop.abort(new Error('enough'))
    expect((await first).message).toBe('enough')
    await send({ subject: 'mail' })
    expect((await second).subject).toBe('mail')
  })

  test('only what came after a place counts, where that is wanted', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({ subject: 'before' })
    const since = await sink.cursor()
    await inbox.expectNone({}, { since, quiet: 0 })
    const waiting = inbox.waitFor({}, { since })
    await send({ subject: 'after' })
    expect((await waiting).subject).toBe('after')
    expect((await inbox.waitFor()).subject).toBe('before')
  })

  test('different waits that fit the same mails never get the same one', async () => {
    const { inbox, send } = await inboxBy(way)
    const criteria: Criteria[] = [
      {},
      { subject: 'mail' },
      { subject: /^mail/ },
      { to: inbox.address('ann') },
      { text: 'hello' },
    ]
    const waits = criteria.map((one) => inbox.waitFor(one))
    await Promise.all(criteria.map((_, n) => send({ subject: `mail ${n}` })))
    const ids = (await Promise.all(waits)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(5)
  })

  test('a wait behind an equal one gives up at its own time', async () => {
    const { inbox, send } = await inboxBy(way)
    const patient = inbox.waitFor({ subject: 'mail' }, { timeout: '1m' })
    const error = await failureOf(inbox.waitFor({ subject: 'mail' }, { timeout: 100 }))
    expect(error).toBeInstanceOf(MailTimeoutError)
    expect(error.message).toMatch(/within 100 ms/)
    await send({ subject: 'mail' })
    expect((await patient).subject).toBe('mail')
  })

  test('a wait that only looks takes nothing, and sees what was taken', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'first' })
    expect((await inbox.waitFor({}, { consume: false })).subject).toBe('first')
    expect((await inbox.waitFor()).subject).toBe('first')
    expect((await inbox.waitFor({}, { consume: false })).subject).toBe('first')
  })

  test('what one inbox has taken another may still have, and so may the sink', async () => {
    const { sink, send } = await sinkBy(way)
    const [one, other] = [await sink.inbox(), await sink.inbox()]
    await send({ to: one.address('ann'), subject: 'for one' })
    await send({ to: other.address('ann'), subject: 'for the other' })
    expect((await other.waitFor()).subject).toBe('for the other')
    expect((await one.waitFor()).subject).toBe('for one')
    expect((await sink.waitFor()).subject).toBe('for one')
  })

  test('inboxes side by side with the same subjects get all of their own mail and nothing else', async () => {
    const { sink, send } = await sinkBy(way)
    const rounds = Array.from({ length: 20 }, async (_, n) => {
      const inbox = await sink.inbox({ name: `worker ${n}` })
      const waits = ['welcome', 'receipt', 'welcome'].map((subject) => inbox.waitFor({ subject }))
      for (const subject of ['welcome', 'receipt', 'welcome'])
        await send({ to: inbox.address('ann'), subject, text: inbox.id })
      const messages = await Promise.all(waits)
      await inbox.expectNoMore({ quiet: 0 })
      return messages.every(({ text }) => text?.trim() === inbox.id) && new Set(messages.map(({ id }) => id)).size === 3
    })
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => true))
  })

  test('a mail that was taken is told in the explanation, with the line that took it', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'first' })
    await inbox.waitFor({ subject: 'first' })
    const error = await failureOf(inbox.waitFor({ subject: 'first' }, { timeout: 0 }))
    expect(error.message).toMatch(/already taken/)
    expect(error.message).toMatch(/taken at test\/client\/waiting\.test\.ts:\d+/)
  })

  test('an error begins at the line of the test', async () => {
    const { inbox } = await inboxBy(way)
    const error = await failureOf(inbox.waitFor({ subject: 'never' }, { timeout: 0 }))
    expect(error.stack?.slice(`${error.name}: ${error.message}\n`.length)).toMatch(
      /^ +at .*test\/client\/waiting\.test\.ts/,
    )
  })

  test('a timeout explains what came instead, and has it as data', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'Your reciept' })
    const error = await failureOf(inbox.waitFor({ subject: 'receipt' }, { timeout: 20 }))
    expect(error).toBeInstanceOf(MailTimeoutError)
    expect(error.message).toMatch(/Your reciept/)
    expect(error).toMatchObject({
      name: 'MailTimeoutError',
      diagnostics: { code: 'wait_timeout', nearMisses: [{ subject: 'Your reciept', failed: [{ field: 'subject' }] }] },
    })
  })

  test('`matching` passes mails over, which others can still have', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'short' })
    const long = inbox.waitFor({}, { matching: ({ subject }) => subject.length > 10 })
    await send({ subject: 'a longer subject' })
    expect((await long).subject).toBe('a longer subject')
    expect((await inbox.waitFor()).subject).toBe('short')
  })

  test('a mail that `matching` passed over is not told as taken', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'short' })
    const error = await failureOf(inbox.waitFor({}, { matching: () => false, timeout: 30 }))
    expect(error).toMatchObject({
      diagnostics: {
        arrived: { matching: 0, claimed: 0, passedOver: 1 },
        missed: [{ why: 'passed_over', by: expect.stringMatching(/^test\/client\/waiting\.test\.ts:\d+$/) }],
      },
    })
    expect(error.message).toMatch(
      /^No message matched within 30 ms\. One that matched was passed over by `matching`\.\n/,
    )
    expect(error.message).not.toMatch(/taken|consume/)
  })

  test('a `matching` that gives a promise is refused: any mail would fit it', async () => {
    const { inbox, send } = await inboxBy(way)
    await send()
    const matching = (async () => false) as unknown as () => boolean
    expect((await failureOf(inbox.waitFor({}, { matching }))).message).toBe(
      '"matching" gave a promise, which any message would fit: it has to give true or false.',
    )
    expect((await inbox.waitFor()).subject).toBe('Hello')
  })

  test('waits that differ in `matching` alone do not hold each other up', async () => {
    const { inbox, send } = await inboxBy(way)
    const b = inbox.waitFor({}, { matching: ({ subject }) => subject === 'b' })
    const a = inbox.waitFor({}, { matching: ({ subject }) => subject === 'a' })
    await send({ subject: 'a' })
    expect((await a).subject).toBe('a')
    await send({ subject: 'b' })
    expect((await b).subject).toBe('b')
  })

  test('a misspelt option is refused by every verb, and not passed over', async () => {
    const { inbox } = await inboxBy(way)
    const misspelt: object = { timout: '1s' }
    const errors = [
      await failureOf(inbox.waitFor({}, misspelt)),
      await failureOf(inbox.waitForCount(1, {}, misspelt)),
      await failureOf(inbox.waitForEach([{}], misspelt)),
      await failureOf(inbox.expectNone({}, misspelt)),
      await failureOf(inbox.expectNoMore(misspelt)),
      await failureOf(inbox.capture(() => {}, misspelt)),
    ]
    for (const error of errors) expect(error.message).toMatch(/^There is no option "timout"\. Known: timeout, /)
  })

  test('a wait ends when its signal does', async () => {
    const { inbox } = await inboxBy(way)
    const stop = new AbortController()
    const [first, second] = [1, 2].map(() => failureOf(inbox.waitFor({}, { signal: stop.signal })))
    stop.abort(new Error('enough'))
    expect([(await first)?.message, (await second)?.message]).toEqual(['enough', 'enough'])
  })
})
