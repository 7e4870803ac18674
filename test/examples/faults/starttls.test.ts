/**
 * Recipes of docs/faults.md about TLS. The app trusts the certificate of the sink, and sends nothing without TLS. Each
 * time it has to keep the mail until there is TLS again, and must not fall back to plain text.
 */
import { type StartedSink, startSink } from 'mailsink'
import { describe, expect, test } from 'vitest'
import type { Mail } from './queue.ts'
import { recipe } from './recipe.ts'
import { senders, type Server } from './senders.ts'

const LISTENER = { listener: 'smtp' }
const mail: Mail = { from: 'shop@acme.example', to: ['ann@localhost'], subject: 'News' }

async function trusted(sink: StartedSink): Promise<Server> {
  const pem = await (await fetch(`${sink.http?.url}api/tls.pem`)).text()
  return { ...sink.smtp, starttls: pem }
}

describe.each(senders)('$name', ({ send }) => {
  test.each(['STARTTLS missing', 'STARTTLS refused', 'Expired certificate'])(
    '%s: waits for TLS, and sends nothing in plain text',
    async (name) => {
      await using sink = await startSink({ starttls: true })
      const fault = await sink.fault(recipe(name, LISTENER))

      expect(await send(await trusted(sink), mail)).toEqual([{ delivered: ['ann@localhost'], failed: {} }])

      const hit = await fault.hit()
      const struck = await sink.session(hit.session)
      expect(struck?.transcript.filter(({ verb, secure }) => verb === 'MAIL' && !secure)).toEqual([])
      expect((await sink.waitFor()).envelope.tls).toMatch(/^TLSv1\.[23]$/)
      expect(await sink.messages()).toHaveLength(1)
    },
  )
})
