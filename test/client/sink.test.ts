/** What a test can do with a sink and its inboxes: the same in process and over HTTP. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  BadRequestError,
  HistoryLostError,
  MailTimeoutError,
  NeverQuietError,
  NotWiredError,
  RefusedAttemptError,
  TooManyError,
  UnexpectedMessageError,
  VacuousError,
} from '../../client/main.ts'
import type { Criteria } from '../../client/criteria.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { failureOf, inboxBy, sinkBy, WAYS } from './app.ts'

/** As far as the payload of a mail, which is still to come. */
async function begin(app: SmtpClient, to: string): Promise<void> {
  for (const line of ['EHLO app', 'MAIL FROM:<a@b.test>', `RCPT TO:<${to}>`, 'DATA']) await app.say(line)
}

const subjects = (messages: readonly { subject: string }[]) => messages.map(({ subject }) => subject)

afterEach(() => {
  vi.restoreAllMocks()
})

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

  test('equal waits at the same time are served in their order', async () => {
    const { inbox, send } = await inboxBy(way)
    const waits = Array.from({ length: 5 }, () => inbox.waitFor({ subject: 'mail' }))
    for (let n = 0; n < 5; n += 1) await send({ subject: `mail ${n}` })
    expect(subjects(await Promise.all(waits))).toEqual(['mail 0', 'mail 1', 'mail 2', 'mail 3', 'mail 4'])
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

  test('a mail that was taken is told in the explanation, with the line that took it', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'first' })
    await inbox.waitFor({ subject: 'first' })
    const error = await failureOf(inbox.waitFor({ subject: 'first' }, { timeout: 0 }))
    expect(error.message).toMatch(/already taken/)
    expect(error.message).toMatch(/taken at test\/client\/sink\.test\.ts:\d+/)
  })

  test('an error begins at the line of the test', async () => {
    const { inbox } = await inboxBy(way)
    const error = await failureOf(inbox.waitFor({ subject: 'never' }, { timeout: 0 }))
    expect(error.stack?.slice(`${error.name}: ${error.message}\n`.length)).toMatch(
      /^ +at .*test\/client\/sink\.test\.ts/,
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

  test('waits that differ in `matching` alone do not hold each other up', async () => {
    const { inbox, send } = await inboxBy(way)
    const b = inbox.waitFor({}, { matching: ({ subject }) => subject === 'b' })
    const a = inbox.waitFor({}, { matching: ({ subject }) => subject === 'a' })
    await send({ subject: 'a' })
    expect((await a).subject).toBe('a')
    await send({ subject: 'b' })
    expect((await b).subject).toBe('b')
  })

  test('a wait ends when its signal does', async () => {
    const { inbox } = await inboxBy(way)
    const stop = new AbortController()
    const [first, second] = [1, 2].map(() => failureOf(inbox.waitFor({}, { signal: stop.signal })))
    stop.abort(new Error('enough'))
    expect([(await first)?.message, (await second)?.message]).toEqual(['enough', 'enough'])
  })

  test('a number of mails is waited for, and more do not matter', async () => {
    const { inbox, send } = await inboxBy(way)
    const waiting = inbox.waitForCount(2, { subject: 'mail' })
    for (const n of [1, 2, 3]) await send({ subject: `mail ${n}` })
    expect(subjects(await waiting)).toEqual(['mail 1', 'mail 2'])
    expect((await inbox.waitFor()).subject).toBe('mail 3')
  })

  test('too few mails are given to whoever catches the error', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'mail 1' })
    const error = await failureOf(inbox.waitForCount(2, { subject: 'mail' }, { timeout: 20 }))
    expect(error instanceof MailTimeoutError && subjects(error.messages)).toEqual(['mail 1'])
  })

  test('an exact number fails when more come, and shows them', async () => {
    const { inbox, send } = await inboxBy(way)
    for (const n of [1, 2, 3]) await send({ subject: `mail ${n}` })
    const error = await failureOf(inbox.waitForCount(2, { subject: 'mail' }, { exact: true }))
    expect(error).toBeInstanceOf(TooManyError)
    expect(error instanceof TooManyError && subjects(error.messages)).toEqual(['mail 1', 'mail 2', 'mail 3'])
  })

  test('an exact number resolves after the quiet period', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'mail' })
    expect(subjects(await inbox.waitForCount(1, {}, { exact: true, quiet: 30 }))).toEqual(['mail'])
  })

  test('recipients are counted where that is wanted', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ to: `${inbox.address('ann')}, ${inbox.address('bob')}`, subject: 'to two' })
    expect(subjects(await inbox.waitForCount(2, {}, { per: 'recipient' }))).toEqual(['to two'])
  })

  test.each([
    ['narrow first', ['x', 'x y']],
    ['wide first', ['x y', 'x']],
  ])('each of the criteria gets a mail of its own, %s', async (_, arrivals) => {
    const { inbox, send } = await inboxBy(way)
    const waiting = inbox.waitForEach([{ subject: 'x' }, { subject: 'y' }])
    for (const subject of arrivals) await send({ subject })
    expect(subjects(await waiting)).toEqual(['x', 'x y'])
  })

  test('mails change places until each of the criteria has one', async () => {
    const { inbox, send } = await inboxBy(way)
    const waiting = inbox.waitForEach([{ subject: 'a' }, { subject: 'b' }, { subject: 'c' }])
    for (const subject of ['a b c', 'a b', 'a']) await send({ subject })
    expect(subjects(await waiting)).toEqual(['a', 'a b', 'a b c'])
    await expect(inbox.expectNoMore({ quiet: 0 })).resolves.toBeUndefined()
  })

  test('the first of the criteria that goes without is explained', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'order and receipt' })
    const error = await failureOf(inbox.waitForEach([{ subject: 'order' }, { subject: 'receipt' }], { timeout: 30 }))
    expect(error).toBeInstanceOf(MailTimeoutError)
    expect(error).toMatchObject({ diagnostics: { wanted: expect.stringMatching(/receipt/) } })
    expect(error.message).toMatch(/within 30 ms/)
    expect(error.message).toMatch(/sink\.test\.ts:\d+, for another of its criteria/)
  })

  test('two waits for several at a time share nothing', async () => {
    const { inbox, send } = await inboxBy(way)
    const both = [1, 2].map(() => inbox.waitForEach([{ subject: 'x' }, { subject: 'mail' }]))
    for (const subject of ['mail x1', 'mail x2', 'mail x3', 'mail x4']) await send({ subject })
    const ids = (await Promise.all(both)).flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(4)
  })

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
      '"invoice" was taken by a wait before, at test/client/sink.test.ts:1, and expectNone() counts what was taken, too.',
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

  test('a capture gives what came while something was done, taken', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'before' })
    const { result, messages } = await inbox.capture(
      async () => {
        await send({ subject: 'one' })
        await send({ subject: 'two' })
        return 42
      },
      { quiet: 20 },
    )
    expect(result).toBe(42)
    expect(subjects(messages)).toEqual(['one', 'two'])
    expect((await inbox.waitFor()).subject).toBe('before')
    await inbox.expectNoMore({ quiet: 0 })
  })

  test('a capture waits for a mail that is on its way', async () => {
    const { sink, inbox } = await inboxBy(way)
    const app = await SmtpClient.connect(sink.smtp.port)
    const acted = Promise.withResolvers<void>()
    const capture = inbox.capture(() => begin(app, inbox.address('ann')).then(acted.resolve), { quiet: 1 })
    await acted.promise
    await app.say('Subject: late\r\n\r\n.')
    expect(subjects((await capture).messages)).toEqual(['late'])
    app.destroy()
  })

  test('a capture of an app that never goes quiet says what is under way', async () => {
    const { sink, inbox } = await inboxBy(way)
    const app = await SmtpClient.connect(sink.smtp.port)
    const error = await failureOf(inbox.capture(() => begin(app, inbox.address('ann')), { timeout: 50 }))
    app.destroy()
    expect(error).toBeInstanceOf(NeverQuietError)
    expect(
      error.message
        .replace(/\d+ s\b|t-one-\w+/g, '…')
        .split('\n')
        .slice(0, 8),
    ).toEqual([
      'It never went quiet within 50 ms: 1 transaction is in DATA, 0 bytes so far.',
      '',
      '  inbox    "one": mail to any address at ….mailsink.test',
      '  arrived  nothing; mailsink holds no mail at all',
      '',
      '  under way',
      expect.stringMatching('1 transaction is in DATA, 0 bytes so far, for '),
      '      from a@b.test to ann@….mailsink.test',
    ])
  })

  test('an error within a capture is that of the test', async () => {
    const { inbox } = await inboxBy(way)
    const boom = new Error('boom')
    expect(await failureOf(inbox.capture(() => Promise.reject(boom)))).toBe(boom)
  })

  test('messages are there to be looked at, oldest first, taken or not', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({ to: 'other@example.com', subject: 'of nobody' })
    for (const subject of ['a', 'b', 'c']) await send({ subject })
    await inbox.waitFor()
    expect(subjects(await inbox.messages())).toEqual(['a', 'b', 'c'])
    expect(subjects(await inbox.messages({ subject: 'b' }))).toEqual(['b'])
    expect(subjects(await sink.messages())).toEqual(['of nobody', 'a', 'b', 'c'])
  })

  test('clearing an inbox leaves the mail of others', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({ to: 'other@example.com', subject: 'of nobody' })
    await send({ subject: 'mine' })
    await inbox.clear()
    expect(subjects(await sink.messages())).toEqual(['of nobody'])
    await sink.clear()
    expect(await sink.messages()).toEqual([])
  })

  test('closing an inbox deletes its mail, or keeps it', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    const other = await sink.inbox()
    await send({ subject: 'goes' })
    await send({ to: other.address('ann'), subject: 'stays' })
    await inbox.close()
    await inbox.close()
    await other.close({ keep: true })
    expect(subjects(await sink.messages())).toEqual(['stays'])
    expect(await failureOf(inbox.waitFor({}, { timeout: 0 }))).toBeInstanceOf(HistoryLostError)
  })

  test('sessions of an inbox are those that named it, also in vain', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send()
    await send({ to: 'other@example.com' })
    const app = await SmtpClient.connect(sink.smtp.port)
    for (const line of ['EHLO app', 'MAIL FROM:<a@b.test>', `RCPT TO:<${inbox.address('bob')}>`, 'QUIT'])
      await app.say(line)
    await app.closed
    await expect
      .poll(async () => (await inbox.sessions()).map(({ outcome }) => outcome))
      .toEqual(['nothing', 'delivered'])
    expect(await sink.sessions()).toHaveLength(3)
    expect(await sink.sessions({ since: await sink.cursor() })).toEqual([])
  })

  test('an inbox by login has the mail of whoever logs in so, whoever it is for', async () => {
    const { sink, send } = await sinkBy(way)
    const inbox = await sink.inbox({ isolate: 'auth' })
    const { user, pass, url, host, port } = inbox.smtp
    expect(url).toBe(`smtp://${user}:${pass}@${host}:${port}`)
    await send({ subject: 'without' })
    await send({ subject: 'with', auth: { user, pass } })
    expect((await inbox.waitFor()).subject).toBe('with')
    expect((await inbox.sessions()).map(({ auth }) => auth?.user)).toEqual([user])
    expect(sink.env('generic', inbox)).toMatchObject({ SMTP_USER: user, SMTP_PASS: pass, SMTP_URL: url })
  })

  test('an inbox by header has the mail that carries it', async () => {
    const { sink, send } = await sinkBy(way)
    const inbox = await sink.inbox({ isolate: 'header' })
    await send({ subject: 'without' })
    await send({ subject: 'with', headers: { [inbox.header.name]: inbox.header.value } })
    expect((await inbox.waitFor()).subject).toBe('with')
  })

  test('an inbox by plus-address has the mail to its address', async () => {
    const { sink, send } = await sinkBy(way)
    const inbox = await sink.inbox({ isolate: 'plus', baseAddress: 'team@acme.test' })
    expect(inbox.address()).toBe(`team+${inbox.id}@acme.test`)
    await send({ to: 'team@acme.test', subject: 'without' })
    await send({ to: inbox.address(), subject: 'with' })
    expect((await inbox.waitFor()).subject).toBe('with')
  })

  test('what an inbox of its kind lacks is told when it is asked for, and not when it is printed', async () => {
    const { sink } = await sinkBy(way)
    const inbox = await sink.inbox({ isolate: 'auth' })
    expect(() => inbox.domain).toThrow(
      `The inbox "${inbox.id}" goes by auth and has no domain. Open one with isolate: "domain", or use address().`,
    )
    expect(Object.values(inbox)).toContain(inbox.id)
  })

  test('a message has its content, its bytes, its files and its conversation', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({ subject: 'Grüße', text: 'Your code is 482913.', headers: { 'X-Run': '7' } })
    const message = await inbox.waitFor()
    expect(message).toMatchObject({
      subject: 'Grüße',
      envelope: { from: 'shop@acme.test', to: [inbox.address('ann')] },
    })
    expect(message.receivedAt).toBeInstanceOf(Date)
    expect(message.header('x-run')).toBe('7')
    expect(message.header('x-other')).toBeUndefined()
    expect(message.code()).toBe('482913')
    expect(new TextDecoder().decode(await message.raw())).toMatch(/\r\nFrom: shop@acme\.test\r\n/)
    expect(await message.transcript()).toMatch(/C: MAIL FROM:<shop@acme\.test>/)
    expect(await message.snapshot({ redact: [/shop/, [/acme/, '$&']] })).toMatch(/MAIL FROM <redacted>@\$&\.test/)
    expect(message.viewUrl).toBe(sink.http === undefined ? null : `${sink.http.url}messages/${message.id}`)
    expect(inbox.viewUrl).toBe(sink.http === undefined ? null : `${sink.http.url}messages?q=inbox%3A${inbox.id}`)
  })

  test('a message that is gone says so when more of it is asked for', async () => {
    const { inbox, send } = await inboxBy(way)
    await send({ subject: 'short-lived' })
    const message = await inbox.waitFor()
    await inbox.clear()
    expect((await failureOf(message.raw())).message).toBe(
      `The message "short-lived" (${message.id}) is not there any more: it was deleted, its inbox was closed, or a limit ` +
        'dropped it. Ask for its content before that.',
    )
  })

  test.each<[string, object, RegExp]>([
    ['an unknown key', { subjct: 'x' }, /subjct.*"subject"/s],
    ['an unknown operator', { subject: { equals: 'x' } }, /equals.*"is"/s],
    ['a pattern that RE2 does not have', { subject: /(?=x)/ }, /look-ahead/],
    [
      'a field that is undefined',
      { to: undefined },
      /^The criterion "to" is undefined, and without it any mail would do\./,
    ],
  ])('%s in the criteria is refused in words', async (_, criteria, words) => {
    const { inbox } = await inboxBy(way)
    const errors = [
      await failureOf(inbox.waitFor(criteria)),
      await failureOf(inbox.expectNone(criteria)),
      await failureOf(inbox.messages(criteria)),
    ]
    for (const error of errors) {
      expect(error).toBeInstanceOf(BadRequestError)
      expect(error.message).toMatch(words)
    }
  })

  test('a place of another start is a lost history', async () => {
    const { sink } = await sinkBy(way)
    const since = 'elsewhere.7'
    expect(await failureOf(sink.waitFor({}, { since }))).toBeInstanceOf(HistoryLostError)
    expect(await failureOf(sink.sessions({ since }))).toBeInstanceOf(HistoryLostError)
  })

  test('a time that is none, and a number that is none, are refused in words', async () => {
    const { inbox } = await inboxBy(way)
    expect((await failureOf(inbox.waitFor({}, { timeout: '5 sec' as '5s' }))).message).toBe(
      `"timeout" is "5 sec", but has to be a time such as '500ms', '5s' or a number of ms.`,
    )
    expect((await failureOf(inbox.waitForCount(0))).message).toBe(
      '0 messages cannot be waited for: it has to be a number from 1 to 1000. Whether none comes is told by expectNone().',
    )
  })

  test('that an app is wired is known once it has spoken', async () => {
    const { sink, send } = await sinkBy(way)
    const error = await failureOf(sink.assertWired())
    expect(error).toBeInstanceOf(NotWiredError)
    expect(error.message).toBe(
      `Nobody has spoken SMTP to ${sink.smtp.url} since it started. Does the app use that address? Inside compose, ` +
        `"localhost" is the app's own container: use the service's name.`,
    )
    const wired = sink.assertWired({ timeout: '10s' })
    await send()
    await expect(wired).resolves.toBeUndefined()
  })
})
