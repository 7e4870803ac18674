/**
 * Recipes of docs/faults.md that strike a connection as a whole, before anybody has said who the mail is for. They go
 * by the listener, and would strike other tests as well, so each test has a sink of its own.
 */
import { startSink } from 'mailsink'
import { describe, expect, test } from 'vitest'
import type { Mail } from './queue.ts'
import { recipe } from './recipe.ts'
import { senders } from './senders.ts'

const LISTENER = { listener: 'smtp' }
const mail: Mail = { from: 'shop@acme.example', to: ['ann@example.com'], subject: 'News' }
const DELIVERED = [{ delivered: ['ann@example.com'], failed: {} }]

describe.each(senders)('$name', ({ send }) => {
  test('Blocked port: does not wait forever, and tries again', async () => {
    await using sink = await startSink({ http: false })
    const blocked = await sink.fault(recipe('Blocked port', LISTENER))

    expect(await send({ ...sink.smtp, patience: 1000 }, mail)).toEqual(DELIVERED)

    expect((await blocked.refresh()).count).toBe(1)
    // The oldest is the last: nobody has said a word in it.
    expect((await sink.sessions()).at(-1)).toMatchObject({ outcome: 'nothing', helo: null })
  })

  test('Slow server: is patient as long as something comes', async () => {
    await using sink = await startSink({ http: false })
    const slow = { type: 'trickle', bytesPerSecond: 800 } as const
    await sink.fault({ ...recipe('Slow server', LISTENER), action: slow })

    expect(await send(sink.smtp, mail)).toEqual(DELIVERED)

    expect(await sink.sessions()).toHaveLength(1)
  })

  test('Block list: gives up, and somebody has to be told', async () => {
    await using sink = await startSink({ http: false })
    const listed = await sink.fault(recipe('Block list', LISTENER))

    expect(await send(sink.smtp, mail)).toEqual([
      { delivered: [], failed: { 'ann@example.com': expect.stringMatching(/^554 .*blocked/) } },
    ])

    expect((await listed.refresh()).count).toBe(1)
  })

  test('Size limit that is not announced: learns it at the end of the mail', async () => {
    await using sink = await startSink({ http: false, limits: { messageSize: 100 } })
    await sink.fault(recipe('Size limit that is not announced', LISTENER))

    expect(await send(sink.smtp, mail)).toEqual([
      { delivered: [], failed: { 'ann@example.com': expect.stringMatching(/^552 5\.3\.4/) } },
    ])

    const [session] = await sink.sessions()
    const { transcript = [] } = (await sink.session(session?.id ?? '')) ?? {}
    expect(transcript.filter(({ verb }) => verb === 'MAIL')).toHaveLength(1)
    expect(transcript.filter(({ kind, text }) => kind === 'reply' && text.includes('SIZE'))).toEqual([])
  })
})
