/**
 * Recipes of docs/faults.md that are about a recipient or a mail. `inbox.fault()` strikes the mail of its own test only,
 * so tests like these may run beside any others. Each has its rule from the page, and is run with two apps.
 */
import type { Inbox } from 'mailsink'
import { test } from 'mailsink/vitest'
import { describe } from 'vitest'
import type { Mail } from './queue.ts'
import { recipe } from './recipe.ts'
import { senders } from './senders.ts'

const mailTo = (...to: string[]): Mail => ({ from: 'shop@acme.example', to, subject: 'Your invoice' })

/** What came of each attempt, in order. */
async function outcomes(inbox: Inbox): Promise<string[]> {
  const [mail] = await inbox.attempts({ subject: 'invoice' })
  return mail?.attempts.map(({ outcome }) => outcome) ?? []
}

describe.each(senders)('$name', ({ send }) => {
  test('Greylisting: comes back later, and is let in', async ({ sink, inbox, expect }) => {
    const greylisting = await inbox.fault({ ...recipe('Greylisting'), for: '60ms' })
    const ann = inbox.address('ann')

    expect(await send(sink.smtp, mailTo(ann))).toEqual([{ delivered: [ann], failed: {} }])

    await expect(greylisting).toHaveBeenHit()
    await expect(inbox).toHaveDeliveredOnce({ subject: 'invoice' })
  })

  test('Mailbox full: tries again for the one whose mailbox is full, and the other has it once', async ({
    sink,
    inbox,
    expect,
  }) => {
    const [ann, bob] = [inbox.address('ann'), inbox.address('bob')]
    const full = await inbox.fault({ ...recipe('Mailbox full'), scope: { rcpt: ann }, times: 2 })

    expect(await send(sink.smtp, mailTo(ann, bob))).toEqual([{ delivered: [ann, bob], failed: {} }])

    await expect(full).toHaveBeenHit(2)
    await expect(inbox).toHaveDeliveredOnce({ subject: 'invoice' })
  })

  test('Unknown user: gives up for this recipient at once, and delivers to the other', async ({
    sink,
    inbox,
    expect,
  }) => {
    const [ann, bob] = [inbox.address('ann'), inbox.address('bob')]
    const unknown = await inbox.fault({ ...recipe('Unknown user'), scope: { rcpt: bob } })

    expect(await send(sink.smtp, mailTo(ann, bob))).toEqual([
      { delivered: [ann], failed: { [bob]: expect.stringMatching(/^550 5\.1\.1 User unknown/) } },
    ])

    await expect(unknown).toHaveBeenHit(1)
  })

  test('Mail too big: does not send the same bytes again', async ({ sink, inbox, expect }) => {
    await inbox.fault(recipe('Mail too big'))
    const ann = inbox.address('ann')

    expect(await send(sink.smtp, mailTo(ann))).toEqual([
      { delivered: [], failed: { [ann]: expect.stringMatching(/^552 5\.3\.4/) } },
    ])

    await expect(inbox).toHaveRetried({ times: 0 })
  })

  test('Content refused: gives up, and keeps the reply for whoever sent it', async ({ sink, inbox, expect }) => {
    await inbox.fault(recipe('Content refused'))
    const ann = inbox.address('ann')

    expect(await send(sink.smtp, mailTo(ann))).toEqual([
      { delivered: [], failed: { [ann]: expect.stringMatching(/^550 5\.7\.1 Message rejected as spam/) } },
    ])

    await expect(inbox).toHaveRetried({ times: 0 })
  })

  test('Temporary local error: tries again, each time after a longer pause', async ({ sink, inbox, expect }) => {
    const error = await inbox.fault(recipe('Temporary local error'))

    await send(sink.smtp, mailTo(inbox.address('ann')))

    await error.hit(2)
    await expect(inbox).toHaveRetried({ times: 2, backoff: 'growing' }, { subject: 'invoice' })
    await expect(inbox).toHaveDeliveredOnce()
  })

  test('Temporary local error that lasts: gives up in the end, and says why', async ({ sink, inbox, expect }) => {
    await inbox.fault({ ...recipe('Temporary local error'), times: null })
    const ann = inbox.address('ann')

    expect(await send(sink.smtp, mailTo(ann))).toEqual([
      { delivered: [], failed: { [ann]: expect.stringMatching(/^451 4\.3\.0/) } },
    ])

    expect(new Set(await outcomes(inbox))).toEqual(new Set(['refused']))
  })

  test('Connection reset in the middle of a mail: sends all of it again', async ({ sink, inbox, expect }) => {
    await inbox.fault(recipe('Connection reset in the middle of a mail'))
    const ann = inbox.address('ann')

    expect(await send(sink.smtp, mailTo(ann))).toEqual([{ delivered: [ann], failed: {} }])

    expect(await outcomes(inbox)).toEqual(['broken_off', 'delivered'])
    await expect(inbox).toHaveDeliveredOnce()
  })

  test('Server that dies after the dot: whoever tries again delivers twice', async ({ sink, inbox, expect }) => {
    const death = await inbox.fault(recipe('Server that dies after the dot'))
    const ann = inbox.address('ann')

    // Nothing tells the app of the first copy: it has to try again.
    expect(await send(sink.smtp, mailTo(ann))).toEqual([{ delivered: [ann], failed: {} }])

    const [mail] = await inbox.attempts()
    expect(mail).toMatchObject({ delivered: 'twice', copies: 2 })
    expect(mail?.attempts.map(({ outcome }) => outcome)).toEqual(['unconfirmed', 'delivered'])
    expect(mail?.messages[0]).toBe((await death.hit()).message)
    // Both have the same Message-ID, by which the recipient's side can throw one away.
    const copies = await inbox.waitForCount(2)
    expect(new Set(copies.map((copy) => copy.header('Message-ID')))).toEqual(new Set([mail?.messageId]))
  })
})
