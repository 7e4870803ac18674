/** Inboxes of all kinds, from their opening to their end: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, HistoryLostError } from '../../client/main.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { failureOf, inboxBy, sinkBy, subjects, WAYS } from './app.ts'

describe.each(WAYS)('%s', (way) => {
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
    expect(subjects(await other.messages())).toEqual(['stays'])
  })

  test('of an inbox that is closed nothing is said, least of all that it has no mail', async () => {
    const { inbox } = await inboxBy(way)
    await inbox.close()
    const gone =
      `There is no inbox "${inbox.id}": it was closed, nobody used it for longer than its time, or mailsink was restarted ` +
      'since. Open one for each test.'
    const errors = [
      await failureOf(inbox.messages()),
      await failureOf(inbox.waitFor()),
      await failureOf(inbox.expectNone()),
    ]
    expect(errors.map(({ message }) => message)).toEqual([
      gone,
      `The history is lost. ${gone}`,
      `The history is lost. ${gone}`,
    ])
    for (const error of errors) expect(error).toBeInstanceOf(HistoryLostError)
  })

  test.each<[object, string]>([
    [{ isolate: 'port' }, '"isolate" is "port", but has to be "domain", "plus", "auth" or "header".'],
    [
      { nmae: 'x' },
      'An inbox has no option "nmae". Did you mean "name"? Known: name, isolate, baseDomain, baseAddress, ttl.',
    ],
    [{ name: 7 }, '"name" is 7, but has to be text.'],
    [{ baseDomain: 'no domain' }, '"baseDomain" is "no domain", which is no domain.'],
    [{ ttl: '10ms' }, '"ttl" is 10, but has to be from 1000 ms (1 s) to 604800000 ms (7 days).'],
  ])('an inbox cannot be opened as %j', async (wish, message) => {
    const { sink } = await sinkBy(way)
    const error = await failureOf(sink.inbox(wish))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error.message).toBe(message)
    await expect(sink.inbox({ name: undefined } as object)).resolves.toMatchObject({ name: null })
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
})
