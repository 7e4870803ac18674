/** A sink in the process that starts with rules. */
import { expect, test } from 'vitest'
import { FaultRefusedError, startSink } from '../../server/mailsink.ts'

test('rules at the start are for everybody, and hold as long as the sink runs, unless they say otherwise', async () => {
  await using sink = await startSink({
    http: false,
    faults: [{ preset: 'greylisting' }, { preset: 'unknown-user', scope: { rcpt: '*@nowhere.test' }, ttl: '5m' }],
  })
  expect(await sink.store.faults()).toMatchObject([
    { id: 'f_1', preset: 'greylisting', scope: { all: true }, ttl: null, expiresAt: null },
    { id: 'f_2', preset: 'unknown-user', scope: { rcpt: '*@nowhere.test' }, ttl: 300_000 },
  ])
})

test('a bad one keeps the sink from starting, and says which it was', async () => {
  const starting = startSink({
    http: false,
    faults: [{ preset: 'greylisting' }, { stage: 'rcpt', reply: { code: 250 } }],
  })
  await expect(starting).rejects.toThrow(/^faults\[1\]: .*250/)
  await expect(starting).rejects.toBeInstanceOf(FaultRefusedError)
})

test('two of which the first leaves the second nothing keep it from starting as well', async () => {
  const starting = startSink({
    http: false,
    faults: [{ preset: 'slow-server' }, { stage: 'connect', reply: { code: 421 } }],
  })
  await expect(starting).rejects.toThrow(/^faults\[1\]: The rule .*\(f_1\) is older, .*make this one first\.$/)
})

test('an inbox cannot be open by then', async () => {
  await expect(
    startSink({ http: false, faults: [{ preset: 'greylisting', scope: { inbox: 't-a-1' } }] }),
  ).rejects.toThrow(
    'faults[0]: There is no inbox "t-a-1": none is open when a sink starts. Scope the rule by recipient or sender, or add it over the API.',
  )
})
