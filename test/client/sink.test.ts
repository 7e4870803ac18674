/** A sink, its inboxes and their messages: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, HistoryLostError, NotWiredError, UnreachableError } from '../../client/main.ts'
import { failureOf, inboxBy, sinkBy, subjects, WAYS } from './app.ts'

describe.each(WAYS)('%s', (way) => {
  test('messages are there to be looked at, oldest first, taken or not', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({ to: 'other@example.com', subject: 'of nobody' })
    for (const subject of ['a', 'b', 'c']) await send({ subject })
    await inbox.waitFor()
    expect(subjects(await inbox.messages())).toEqual(['a', 'b', 'c'])
    expect(subjects(await inbox.messages({ subject: 'b' }))).toEqual(['b'])
    expect(subjects(await sink.messages())).toEqual(['of nobody', 'a', 'b', 'c'])
  })

  test('a sink that stops ends every wait, also those behind others, and every later one', async () => {
    const { inbox, started } = await inboxBy(way)
    const waits = [
      inbox.waitFor({}, { timeout: '10m' }),
      inbox.waitFor({}, { timeout: '10m' }),
      inbox.waitForEach([{ subject: 'a' }], { timeout: '10m' }),
      inbox.expectNone({}, { quiet: '5m' }),
      inbox.expectNone({}, { until: () => false, timeout: '10m' }),
    ].map(failureOf)
    await started.stop()
    for (const error of [...(await Promise.all(waits)), await failureOf(inbox.waitFor())])
      expect(error).toBeInstanceOf(UnreachableError)
  })

  test('waiting for somebody to come ends when the sink stops', async () => {
    const { sink, started } = await sinkBy(way)
    const error = failureOf(sink.assertWired({ timeout: '10m' }))
    await sink.stop()
    await started.stop()
    expect(await error).toBeInstanceOf(UnreachableError)
  })

  test('a message has its content, its bytes, its files and its conversation', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    await send({
      subject: 'Grüße',
      text: 'Your code is 482913.',
      headers: { 'X-Run': '7' },
      attachments: [{ filename: 'invoice.txt', content: 'Three pieces' }],
    })
    const message = await inbox.waitFor()
    expect(message).toMatchObject({
      subject: 'Grüße',
      envelope: { from: 'shop@acme.test', to: [inbox.address('ann')] },
    })
    expect(message.receivedAt).toBeInstanceOf(Date)
    expect(message.header('x-run')).toBe('7')
    expect(message.header('x-other')).toBeUndefined()
    expect(message.code()).toBe('482913')
    expect(message.attachments.map(({ filename }) => filename)).toEqual(['invoice.txt'])
    expect(new TextDecoder().decode(await message.attachments[0]?.content())).toBe('Three pieces')
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
    ['an unknown key within a list', { any: [{ not: { subjct: 'x' } }] }, /subjct.*"subject"/s],
    ['what is no criteria at all', 'ann@example.com' as unknown as object, /^The whole of the criteria is the string/],
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
      expect(error.message).toBe(errors[0]?.message)
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
