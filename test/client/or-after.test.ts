/** Waiting for something, but not for ever. */
import { afterEach, expect, test, vi } from 'vitest'
import { orAfter } from '../../client/or-after.ts'

afterEach(() => {
  vi.useRealTimers()
})

const never = new Promise<never>(() => {})

test('what comes in time is given, and what fails in time fails', async () => {
  expect(await orAfter(Promise.resolve(42), 60_000, undefined)).toBe(42)
  await expect(orAfter(Promise.reject(new Error('no')), 60_000, undefined)).rejects.toThrow('no')
})

test('the end of the time gives null', async () => {
  expect(await orAfter(never, 1, undefined)).toBeNull()
})

test('a time longer than a timer can take is no time at all', async () => {
  vi.useFakeTimers()
  const waiting = orAfter(never, 2 ** 40, undefined)
  await vi.advanceTimersByTimeAsync(1000)
  expect(vi.getTimerCount()).toBe(1)
  await vi.runAllTimersAsync()
  expect(await waiting).toBeNull()
})

test('a signal that has ended, or ends, ends it with its reason', async () => {
  await expect(orAfter(never, 60_000, AbortSignal.abort(new Error('early')))).rejects.toThrow('early')
  const stop = new AbortController()
  const waiting = orAfter(never, 60_000, stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('nothing is left of it: no timer, and no listener', async () => {
  vi.useFakeTimers()
  const stop = new AbortController()
  const left = vi.spyOn(stop.signal, 'removeEventListener')
  await orAfter(Promise.resolve(), 60_000, stop.signal)
  expect(vi.getTimerCount()).toBe(0)
  expect(left).toHaveBeenCalledOnce()
})
