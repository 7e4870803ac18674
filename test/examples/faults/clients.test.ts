/**
 * Recipes of docs/faults.md that strike before anybody has said who the recipient is: at the login, and at MAIL. They go
 * by the login, or by the sender, so here each test has one of its own.
 */
import type { Sink } from 'mailsink'
import { test } from 'mailsink/vitest'
import { describe } from 'vitest'
import type { Mail } from './queue.ts'
import { recipe } from './recipe.ts'
import { senders } from './senders.ts'

/** Where, and as whom. */
const smtpOf = ({ smtp: { host, port } }: Sink, user?: string) => ({
  host,
  port,
  ...(user !== undefined && { login: [user, 'secret'] as const }),
})

describe.each(senders)('$name', ({ send }) => {
  test('Rate limit of a connection: goes on with a new one', async ({ sink, inbox, expect }) => {
    const [shop, ann] = [`shop@${inbox.domain}`, inbox.address('ann')]
    const limit = await sink.fault(recipe('Rate limit of a connection', { mailFrom: shop }))
    const mails: Mail[] = ['One', 'Two', 'Three'].map((subject) => ({ from: shop, to: [ann], subject }))

    expect(await send(smtpOf(sink), ...mails)).toEqual(mails.map(() => ({ delivered: [ann], failed: {} })))

    await expect(limit).toHaveBeenHit(1)
    const third = await inbox.waitFor({ subject: 'Three' })
    expect(third.envelope.sessionId).not.toBe((await limit.hit()).session)
    await expect(inbox).toHaveDeliveredOnce()
  })

  test('Rate limit of a client: waits until it is over', async ({ sink, inbox, expect }) => {
    const [shop, ann] = [`shop@${inbox.domain}`, inbox.address('ann')]
    const limit = await sink.fault({ ...recipe('Rate limit of a client', { mailFrom: shop }), window: '500ms' })
    const mails: Mail[] = ['One', 'Two', 'Three'].map((subject) => ({ from: shop, to: [ann], subject }))

    expect(await send(smtpOf(sink), ...mails)).toEqual(mails.map(() => ({ delivered: [ann], failed: {} })))

    await limit.hit()
    await expect(inbox).toHaveReceivedTimes(3)
  })

  test('Service closing between two mails: the second goes by a new connection', async ({ sink, inbox, expect }) => {
    const [shop, ann] = [`shop@${inbox.domain}`, inbox.address('ann')]
    const closing = await sink.fault(recipe('Service closing between two mails', { mailFrom: shop }))
    const mails: Mail[] = ['One', 'Two'].map((subject) => ({ from: shop, to: [ann], subject }))

    expect(await send(smtpOf(sink), ...mails)).toEqual(mails.map(() => ({ delivered: [ann], failed: {} })))

    await closing.hit()
    await expect(inbox).toHaveReceivedTimes(2)
    await expect(inbox).toHaveDeliveredOnce()
  })

  test('Blocked sender: gives up at once, for all recipients', async ({ sink, inbox, expect }) => {
    const [shop, ann, bob] = [`shop@${inbox.domain}`, inbox.address('ann'), inbox.address('bob')]
    const blocked = await sink.fault(recipe('Blocked sender', { mailFrom: shop }))
    const reason = expect.stringMatching(/^550 5\.7\.1 Sender blocked/)

    expect(await send(smtpOf(sink), { from: shop, to: [ann, bob], subject: 'News' })).toEqual([
      { delivered: [], failed: { [ann]: reason, [bob]: reason } },
    ])

    await expect(blocked).toHaveBeenHit(1)
  })

  test('Logins out of order: tries again later, with the same password', async ({ sink, inbox, expect }) => {
    const [user, ann] = [inbox.id, inbox.address('ann')]
    const outage = await sink.fault({ ...recipe('Logins out of order', { user }), times: 2 })

    expect(await send(smtpOf(sink, user), { from: 'shop@acme.example', to: [ann], subject: 'News' })).toEqual([
      { delivered: [ann], failed: {} },
    ])

    await expect(outage).toHaveBeenHit(2)
    expect((await inbox.waitFor()).envelope.user).toBe(user)
  })

  test('Wrong password: says so, and does not try the same one again and again', async ({ sink, inbox, expect }) => {
    const [user, ann] = [inbox.id, inbox.address('ann')]
    const wrong = await sink.fault({ ...recipe('Wrong password', { user }), times: null })
    const mail: Mail = { from: 'shop@acme.example', to: [ann], subject: 'News' }

    expect(await send(smtpOf(sink, user), mail)).toEqual([
      { delivered: [], failed: { [ann]: expect.stringMatching(/^535 5\.7\.8/) } },
    ])

    // Somebody has mended the password, and the mail is still there to be sent.
    await wrong.hit()
    expect(new Set(wrong.hits.map(({ session }) => session)).size).toBe(1)
    await wrong.remove()
    expect(await send(smtpOf(sink, user), mail)).toEqual([{ delivered: [ann], failed: {} }])
  })
})
