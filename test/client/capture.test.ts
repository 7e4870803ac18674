/** All that came while something was done: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { NeverQuietError } from '../../client/main.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { begin, failureOf, inboxBy, subjects, WAYS } from './app.ts'

describe.each(WAYS)('%s', (way) => {
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
    const acted = begin(app, inbox.address('ann'))
    const capture = inbox.capture(() => acted, { quiet: 1 })
    await acted
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
})
