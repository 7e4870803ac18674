/** Real mails over SMTP in odd segments: what is kept is what was sent, to the byte. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCorpus } from '../support/corpus.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { type Random, seeded } from '../support/smtp-random.ts'
import { startTestSink } from '../support/smtp-sink.ts'

const folder = findCorpus()
const PER_CONNECTION = 25
const CONNECTIONS_AT_ONCE = 4

interface Mail {
  readonly path: string
  /** What has to come out: a client has to end the data with CRLF, and changes nothing else. */
  readonly raw: Buffer
}

function corpus(root: string): Mail[] {
  const [, ...rows] = readFileSync(join(root, 'MANIFEST.tsv'), 'utf8').trim().split('\n')
  return rows.map((row) => {
    const path = row.split('\t')[0] ?? ''
    const file = readFileSync(join(root, 'mail', path))
    const ended = file.length === 0 || file.subarray(-2).toString('latin1') === '\r\n'
    return { path, raw: ended ? file : Buffer.concat([file, Buffer.from('\r\n')]) }
  })
}

/** Dots doubled as RFC 5321, 4.5.2, has it, the terminator behind them. */
function dotted(raw: Buffer): Buffer {
  const text = `\r\n${raw.toString('latin1')}.\r\n`
  const end = text.length - 3
  return Buffer.from((text.slice(0, end).replaceAll('\r\n.', '\r\n..') + text.slice(end)).slice(2), 'latin1')
}

/** Segments of up to 4,000 bytes, and single bytes around every fifth line end or so, and around the terminator. */
function* segments(wire: Buffer, random: Random): Generator<Buffer> {
  for (let at = 0; at < wire.length;) {
    const nearTheEnd = wire.length - at <= 8
    const size = nearTheEnd || random.below(8) === 0 ? 1 : 1 + random.below(4000)
    let end = Math.min(at + size, wire.length)
    const lineEnd = wire.indexOf('\r\n', at)
    if (random.below(5) === 0 && lineEnd >= 0 && lineEnd < end) end = lineEnd + 1 + random.below(2)
    yield wire.subarray(at, Math.max(end, at + 1))
    at = Math.max(end, at + 1)
  }
}

test.skipIf(folder === null)(
  'every mail of the corpus is kept as it was sent, whatever the segments',
  { timeout: 180_000 },
  async () => {
    const box = await startTestSink()
    const mails = corpus(folder ?? '')
    const random = seeded(2026)
    const ids = new Map<string, Mail>()
    const batches = Array.from({ length: Math.ceil(mails.length / PER_CONNECTION) }, (_, i) =>
      mails.slice(i * PER_CONNECTION, (i + 1) * PER_CONNECTION),
    )
    const deliver = async () => {
      for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
        const client = await SmtpClient.connect(box.port)
        await client.hello()
        for (const mail of batch) {
          await client.send('MAIL FROM:<corpus@example.com>\r\nRCPT TO:<ann@example.com>\r\nDATA\r\n')
          expect(await client.codes(3)).toEqual([250, 250, 354])
          await client.sendSegments(segments(dotted(mail.raw), random))
          const { code, lines } = await client.reply()
          expect([mail.path, code]).toEqual([mail.path, 250])
          ids.set(lines[0]?.split(' ').at(-1) ?? '', mail)
        }
        await client.quit()
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, deliver))

    expect(mails.length).toBeGreaterThan(500)
    const listed = await box.messages()
    expect(listed).toHaveLength(mails.length)
    const different: string[] = []
    for (const { id, size } of listed) {
      const mail = ids.get(id)
      const kept = await box.raw(id)
      if (mail === undefined || !kept.equals(mail.raw) || size !== mail.raw.length) different.push(mail?.path ?? id)
    }
    expect(different).toEqual([])
  },
)
