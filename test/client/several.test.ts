/** Waiting for a number of mails, and for one for each of several criteria: the same in process and over HTTP. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, MailTimeoutError, TooManyError } from '../../client/main.ts'
import type { Criteria } from '../../client/criteria.ts'
import { failureOf, inboxBy, subjects, WAYS } from './app.ts'

describe.each(WAYS)('%s', (way) => {
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
    expect(error.message).toMatch(/serves number 1 of the 2 criteria/)
    expect(error.message).toMatch(/→ One mail serves only one of the criteria/)
    expect(error.message).not.toMatch(/taken|consume/)
  })

  test('a list of criteria is taken, and nothing else', async () => {
    const { inbox } = await inboxBy(way)
    expect(await inbox.waitForEach([])).toEqual([])
    const error = await failureOf(inbox.waitForEach({ subject: 'x' } as unknown as Criteria[]))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error.message).toBe('waitForEach() takes a list of criteria; for one it is waitFor().')
  })

  test('two waits for several at a time share nothing', async () => {
    const { inbox, send } = await inboxBy(way)
    const both = [1, 2].map(() => inbox.waitForEach([{ subject: 'x' }, { subject: 'mail' }]))
    for (const subject of ['mail x1', 'mail x2', 'mail x3', 'mail x4']) await send({ subject })
    const ids = (await Promise.all(both)).flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(4)
  })
})
