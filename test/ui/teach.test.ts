import { expect, test } from 'vitest'
import type { BoundListener } from '../../contract/info.ts'
import { reachable, simplest } from '../../ui/state/setup/teach.ts'
import { listener } from './samples.ts'

const smtp = listener()

test('a wildcard address is reached by the name of the page, an IPv6 address in brackets', () => {
  expect(reachable({ ...smtp, host: '0.0.0.0' }, 'sink.test')).toBe('sink.test:1025')
  expect(reachable({ ...smtp, host: '::1' }, 'sink.test')).toBe('[::1]:1025')
})

test('the listener with the least ceremony comes before one that wants a login', () => {
  const submission: BoundListener = { ...smtp, name: 'submission', auth: 'required' }
  expect(simplest([submission, smtp])?.name).toBe('smtp')
  expect(simplest([submission])?.name).toBe('submission')
  expect(simplest([])).toBe(null)
})
