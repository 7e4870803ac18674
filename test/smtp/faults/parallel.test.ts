/** Many tests at one sink at once, each with rules of its own: every rule strikes its own mail, as often as it says, and no other. */
import { expect, test } from 'vitest'
import { connectSink } from '../../../client/connect.ts'
import { startTestSink } from '../../support/smtp-sink.ts'
import { play } from './parallel/play.ts'

const listeners = { submission: {}, authPlaintext: true } as const

test('20 workers at once: each rule strikes its own mails alone, exactly so often, and every mail arrives as often as it should', async () => {
  const { sink, store, port, submission } = await startTestSink(listeners)
  const { wrong, attempts, strikes } = await play(
    sink,
    { smtp: port, submission },
    { workers: 20, rounds: 10, seed: 1 },
  )
  expect(wrong).toEqual([])
  expect(attempts).toBeGreaterThan(strikes + 200)
  // Every inbox was closed, and that was the end of its rules and its mails.
  expect(await store.faults()).toEqual([])
  expect((await store.state()).counts).toMatchObject({ messages: 0, openSessions: 0 })
})

test('the same over HTTP', async () => {
  const { sink, port, submission } = await startTestSink({ ...listeners, http: {} })
  const url = sink.http?.url ?? ''
  await using outside = await connectSink(url)
  const { wrong } = await play(outside, { smtp: port, submission }, { workers: 6, rounds: 4, seed: 2 })
  expect(wrong).toEqual([])
  const answer = await fetch(`${url}api/faults`)
  expect(await answer.json()).toMatchObject({ faults: [] })
})
