/** "No mail", and all that came while something was done: the same in process and over HTTP. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  MailTimeoutError,
  NeverQuietError,
  RefusedAttemptError,
  UnexpectedMessageError,
  VacuousError,
} from '../../client/main.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { begin, failureOf, inboxBy, subjects, WAYS } from './app.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(WAYS)('%s', (way) => {
  test('no mail is believed after the quiet period', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'welcome' })
    await expect(inbox.expectNone({ subject: 'invoice' }, { quiet: 20 })).resolves.toBeUndefined()
  })

  test('a mail that should not be there fails at once, with the mail', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'invoice' })
    const error = await failureOf(inbox.expectNone({ subject: 'invoice' }, { quiet: '1m' }))
    expect(error).toBeInstanceOf(UnexpectedMessageError)
    expect(error instanceof UnexpectedMessageError && subjects(error.messages)).toEqual(['invoice'])
  })

  test('a mail that was taken is no absence, and the error says so', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'invoice' })
    await inbox.waitFor({ to: '*' })
    const error = await failureOf(inbox.expectNone({ subject: 'invoice' }, { quiet: 0 }))
    expect(error).toBeInstanceOf(UnexpectedMessageError)
    expect(
      error.message
        .replace(/ts:\d+/, 'ts:1')
        .split('\n')
        .slice(-2),
    ).toEqual([
      '"invoice" was taken by a wait before, at test/client/none.test.ts:1, and expectNone() counts what was taken, too.',
      'That nothing came beside it is told by expectNoMore(), that nothing came after it by { since: cursor }.',
    ])
  })

  test('nothing more means nothing that was not taken', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'first' })
    await inbox.waitFor()
    await expect(inbox.expectNoMore({ quiet: 0 })).resolves.toBeUndefined()
    await send({ subject: 'second' })
    const error = await failureOf(inbox.expectNoMore({ quiet: 0 }))
    expect(error instanceof UnexpectedMessageError && subjects(error.messages)).toEqual(['second'])
  })

  test('a later mail through the same queue proves that none came before', async () => {
    const { inbox, send } = await inboxBy(way)
    const proof = inbox.expectNone({ subject: 'invoice' }, { before: { subject: 'sentinel' } })
    await send({ subject: 'sentinel' })
    await expect(proof).resolves.toBeUndefined()
  })

  test('a proof whose later mail never comes times out', async () => {
    const { inbox } = await inboxBy(way)
    const error = await failureOf(inbox.expectNone({}, { before: { subject: 'sentinel' }, timeout: 20 }))
    expect(error).toBeInstanceOf(MailTimeoutError)
    expect(error.message).toMatch(/sentinel/)
  })

  test("the app's own word is waited for before the quiet begins", async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ to: 'other@example.com' })
    let asked = 0
    await inbox.expectNone({}, { until: () => (asked += 1) === 3, quiet: 0 })
    expect(asked).toBe(3)
  })

  test('a queue that is never empty is an error', async () => {
    const { inbox } = await inboxBy(way)
    const error = await failureOf(inbox.expectNone({}, { until: () => false, timeout: 20, onVacuous: 'ignore' }))
    expect(error).toBeInstanceOf(NeverQuietError)
    expect(error.message).toBe(
      'The app did not say within 20 ms that its queue is empty: `until` never gave true. Raise the timeout, or look at what the queue is doing.',
    )
  })

  test('a queue that does not answer is an error at the end of the time, too', async () => {
    const { inbox } = await inboxBy(way)
    const silent = new Promise<boolean>(() => {})
    expect(await failureOf(inbox.expectNone({}, { until: () => silent, timeout: 20 }))).toBeInstanceOf(NeverQuietError)
  })

  test('what goes wrong in the word of the app is told as it is', async () => {
    const { inbox } = await inboxBy(way)
    const boom = new Error('boom')
    expect(await failureOf(inbox.expectNone({}, { until: () => Promise.reject(boom) }))).toBe(boom)
  })

  test('it ends when its signal does, also between two questions to the app', async () => {
    const { inbox } = await inboxBy(way)
    const stop = new AbortController()
    const quiet = failureOf(inbox.expectNone({}, { quiet: '1m', signal: stop.signal }))
    const asking = new Promise<void>((asked) => {
      void failureOf(inbox.expectNone({}, { until: () => (asked(), false), timeout: '1m', signal: stop.signal }))
    })
    await asking
    stop.abort(new Error('enough'))
    expect((await quiet).message).toBe('enough')
  })

  test('a mail that should not be there does not wait for the queue', async () => {
    const { inbox, send } = await inboxBy(way)
    await send()
    expect(await failureOf(inbox.expectNone({}, { until: () => false, timeout: '1m' }))).toBeInstanceOf(
      UnexpectedMessageError,
    )
  })

  test('a mail that is on its way keeps "no mail" from being believed', async () => {
    const { sink, inbox } = await inboxBy(way)
    const app = await SmtpClient.connect(sink.smtp.port)
    await begin(app, inbox.address('ann'))
    const error = await failureOf(inbox.expectNone({}, { quiet: 1, timeout: 100 }))
    expect(error).toBeInstanceOf(NeverQuietError)
    const proof = failureOf(inbox.expectNone({}, { quiet: 1 }))
    await app.say('Subject: late\r\n\r\n.')
    expect(await proof).toBeInstanceOf(UnexpectedMessageError)
    app.destroy()
  })

  test('a refused attempt fails it where that is wanted', async () => {
    const { sink, inbox } = await inboxBy(way)
    const app = await SmtpClient.connect(sink.smtp.port)
    for (const line of ['EHLO app', 'MAIL FROM:<a@b.test> SIZE=999999999', 'QUIT']) await app.say(line)
    await app.closed
    await expect(sink.expectNone({}, { quiet: 0 })).resolves.toBeUndefined()
    expect(await failureOf(sink.expectNone({}, { quiet: 0, includeRefused: true }))).toBeInstanceOf(RefusedAttemptError)
    await inbox.close()
  })

  test('that nobody ever came is warned of once, and fails where that is wanted', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { sink, inbox } = await inboxBy(way)
    await inbox.expectNone({}, { quiet: 0, onVacuous: 'ignore' })
    expect(warn).not.toHaveBeenCalled()
    await inbox.expectNone({}, { quiet: 0 })
    await sink.expectNone({}, { quiet: 0 })
    expect(warn.mock.calls).toEqual([
      [
        'mailsink: Nobody has spoken SMTP to this sink since it started, so this proves nothing: an app that mails elsewhere ' +
          "would pass as well. Use { onVacuous: 'fail' } or sink.assertWired() to have that fail.",
      ],
    ])
    expect(await failureOf(inbox.expectNone({}, { quiet: 0, onVacuous: 'fail' }))).toBeInstanceOf(VacuousError)
  })
})
