/** The end of a fault: one that was never hit fails the test that made it. The same in process and over HTTP. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connectSink, FaultNotHitError } from '../../client/main.ts'
import type { Fault } from '../../client/fault.ts'
import { failureOf, inboxBy, sinkBy, WAYS } from './app.ts'

const RULE = { stage: 'rcpt', reply: { code: 451 }, name: 'busy' } as const
const WAY_OUT = `What was to be tested did not happen. Where a fault need not strike, say { onUnhit: 'ignore' }, or remove() it.`

const dispose = async (fault: Fault) => await fault[Symbol.asyncDispose]()

describe.each(WAYS)('%s', (way) => {
  test('a fault that was never hit fails at its disposal, at the line that made it, and is gone', async () => {
    const { inbox } = await inboxBy(way)
    const fault = await inbox.fault(RULE)
    const error = await failureOf(dispose(fault))
    expect(error).toBeInstanceOf(FaultNotHitError)
    expect(error.message).toContain('busy')
    expect(error.message.endsWith(`\n\n${WAY_OUT}`)).toBe(true)
    expect(error.stack).toMatch(/fault-end\.test\.ts:15:/)
    await expect(fault.refresh()).rejects.toThrow(/^There is no fault/)
    // Told once.
    await dispose(fault)
    await inbox.close()
  })

  test('a fault that was hit goes without a word', async () => {
    const { inbox, send } = await inboxBy(way)
    const fault = await inbox.fault(RULE)
    await send().catch(() => {})
    await expect(dispose(fault)).resolves.toBeUndefined()
    await expect(inbox.close()).resolves.toBeUndefined()
  })

  test('a fault that was removed is not judged', async () => {
    const { inbox } = await inboxBy(way)
    const fault = await inbox.fault(RULE)
    await fault.remove()
    await expect(dispose(fault)).resolves.toBeUndefined()
    await expect(inbox.close()).resolves.toBeUndefined()
  })

  test('closing an inbox tells of all its faults that were never hit, and closes it all the same', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    const hit = await inbox.fault(RULE)
    await send().catch(() => {})
    const unhit = await inbox.fault(RULE)
    const other = await inbox.fault('mailbox-full')
    const error = await failureOf(inbox.close())
    expect(error).toMatchObject({ name: 'FaultNotHitError', faults: [unhit.id, other.id] })
    expect(error.message).toMatch(/^2 faults were not hit\.\n\n/)
    expect(error.message.match(/^It was made at test\/client\/fault-end\.test\.ts:\d+\.$/gm)).toHaveLength(2)
    expect(error.message).not.toContain(`${hit.id} `)
    // So that a disposal after it does not hide it.
    await inbox.close()
    await inbox[Symbol.asyncDispose]()
    await expect(inbox.messages()).rejects.toThrow(/^There is no inbox/)
    expect(await sink.messages()).toEqual([])
  })

  test('closing without judging says nothing: the test has failed already', async () => {
    const { inbox } = await inboxBy(way)
    await inbox.fault(RULE)
    await expect(inbox.close({ keep: true, judge: false })).resolves.toBeUndefined()
  })

  test('a fault that went with its inbox is not judged again, or after all', async () => {
    const { sink, inbox, send } = await inboxBy(way)
    const hit = await inbox.fault(RULE)
    await send().catch(() => {})
    await inbox.close({ judge: false })
    await expect(dispose(hit)).resolves.toBeUndefined()
    const other = await sink.inbox()
    const unhit = await other.fault(RULE)
    expect(await failureOf(other.close())).toBeInstanceOf(FaultNotHitError)
    await expect(dispose(unhit)).resolves.toBeUndefined()
  })

  test('what need not strike only warns, or says nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    const { inbox } = await inboxBy(way)
    await inbox.fault({ ...RULE, onUnhit: 'ignore' })
    const fault = await inbox.fault({ ...RULE, onUnhit: 'warn' })
    await inbox.close()
    expect(warn.mock.calls).toEqual([[expect.stringMatching(new RegExp(`^mailsink: [^]*${fault.id}`))]])
  })

  test('a fault that somebody else has removed has not been hit', async () => {
    const { inbox, started } = await inboxBy(way)
    const fault = await inbox.fault(RULE)
    await started.store.deleteFaults({ id: fault.id })
    const error = await failureOf(inbox.close())
    expect(error.message).toMatch(new RegExp(`^There is no fault "${fault.id}"\\.`))
  })
})

test('a connection that is let go of takes its faults along, and judges them', async () => {
  const { started } = await sinkBy('over HTTP')
  const sink = await connectSink(started.http?.url)
  await sink.fault({ ...RULE, scope: { rcpt: 'ann@example.com' } })
  expect(await failureOf(sink.stop())).toBeInstanceOf(FaultNotHitError)
  expect(await started.store.faults()).toEqual([])
  await sink.stop()
})

test('a sink in the process judges its faults, and stops all the same', async () => {
  const { sink } = await sinkBy('in process')
  await sink.fault({ ...RULE, scope: { all: true } })
  expect(await failureOf(sink.stop())).toBeInstanceOf(FaultNotHitError)
  await expect(sink.waitFor()).rejects.toThrow(/^The sink was stopped already/)
  await sink.stop()
})
