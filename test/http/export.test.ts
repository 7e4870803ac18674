import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import type { Limits } from '../../contract/info.ts'
import type { Session } from '../../contract/session.ts'
import type { Store } from '../../contract/store.ts'
import { fromLine } from '../../server/http/export-mbox.ts'
import { exportName } from '../../server/http/export-names.ts'
import { createZipArchive } from '../../server/http/zip-archive.ts'
import { createMailReader } from '../../server/mail/reader.ts'
import { createIds } from '../../server/store/ids.ts'
import { createStore } from '../../server/store/store.ts'
import { inProcess, onPort, type Room } from './support/app.ts'
import { delivery, scriptedSession, type ScriptedSession } from './support/records.ts'

const like = (pattern: RegExp) => expect.stringMatching(pattern) as string
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()
const mail = (subject: string, body = 'x') => `Subject: ${subject}\r\n\r\n${body}\r\n`

function opened({ intake }: Pick<Room, 'intake'>, facts: Partial<Session> = {}): ScriptedSession {
  const record = scriptedSession(facts)
  intake.opened(record)
  record.say('server', '220 ready')
  return record
}

/** Delivers on a session of its own, or as one more transaction of a given one. */
async function deliver(room: Pick<Room, 'intake'>, raw: string | Buffer, record = opened(room)): Promise<string> {
  const transaction = record.session.messages.length + 1
  record.say('client', `MAIL FROM:<shop@example.com> ${transaction}`, { transaction })
  record.say('server', '250 OK', { transaction })
  const made = delivery(record, raw)
  const id = await room.intake.accept({ ...made, session: { ...made.session, transaction } }, record)
  record.session.messages.push(id)
  return id
}

async function exported(
  { app }: Awaited<ReturnType<typeof inProcess>>,
  query = '',
): Promise<Record<string, Uint8Array>> {
  const answer = await app.inject(`/api/export${query}`)
  expect(answer.statusCode).toBe(200)
  return unzipSync(answer.rawPayload)
}

interface Row {
  subject: string
  file: string | null
  transcript: string | null
  skipped: string | null
}
const indexOf = (files: Record<string, Uint8Array>) => JSON.parse(text(files['index.json'])) as Row[]

test('the archive holds every mail byte for byte with its conversation, oldest first, and an index', async () => {
  const room = await inProcess()
  const raws = ['Welcome, Ann!', 'Reset your password'].map((subject) => mail(subject, 'Grüße\n\0.\r\n'))
  for (const raw of raws) await deliver(room, raw)
  const answer = await room.app.inject('/api/export')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': like(/^attachment; filename="mailsink-\d{4}-\d\d-\d\d\.zip"$/),
  })
  const files = unzipSync(answer.rawPayload)
  expect(Object.keys(files)).toEqual([
    '0001-welcome-ann.eml',
    '0001-welcome-ann.txt',
    '0002-reset-your-password.eml',
    '0002-reset-your-password.txt',
    'index.html',
    'index.json',
  ])
  expect(text(files['0001-welcome-ann.eml'])).toBe(raws[0])
  expect(text(files['0002-reset-your-password.eml'])).toBe(raws[1])
  const { messages } = await room.store.messages({
    limit: 2,
    before: null,
    after: null,
    order: 'asc',
    criteria: null,
    digests: false,
  })
  const transcript = await room.app.inject(`/api/sessions/${messages[0]?.session.id}/transcript`)
  expect(text(files['0001-welcome-ann.txt'])).toBe(transcript.body)
  expect(indexOf(files)).toEqual([
    { ...messages[0], file: '0001-welcome-ann.eml', transcript: '0001-welcome-ann.txt', skipped: null },
    { ...messages[1], file: '0002-reset-your-password.eml', transcript: '0002-reset-your-password.txt', skipped: null },
  ])
})

test('an export of nothing is an index of nothing', async () => {
  const room = await inProcess()
  const files = await exported(room)
  expect(Object.keys(files)).toEqual(['index.html', 'index.json'])
  expect(indexOf(files)).toEqual([])
  expect((await room.app.inject('/api/export?format=mbox')).body).toBe('')
})

test('criteria choose, and an unknown one is refused before anything is sent', async () => {
  const room = await inProcess()
  for (const subject of ['one', 'two', 'one more']) await deliver(room, mail(subject))
  expect(indexOf(await exported(room, '?subject=one')).map(({ subject }) => subject)).toEqual(['one', 'one more'])
  const mbox = await room.app.inject('/api/export?format=mbox&subject=two')
  expect(mbox.body).toContain('Subject: two')
  expect(mbox.body).not.toContain('Subject: one')
  for (const [query, message] of [
    ['sbject=one', /"sbject".*"subject"/],
    ['subject.matches=(', /./],
    ['format=tar', /^"format" is "tar", but has to be zip or mbox\.$/],
  ] as const) {
    const answer = await room.app.inject(`/api/export?${query}`)
    expect(answer.json()).toMatchObject({ status: 400, message: like(message) })
  }
})

test('a session that delivered several is told apart by its transactions', async () => {
  const room = await inProcess()
  const record = opened(room)
  await deliver(room, mail('a'), record)
  record.say('client', 'RSET')
  await deliver(room, mail('b'), record)
  record.say('client', 'QUIT')
  const files = await exported(room)
  const said = (name: string) => text(files[name]).replace(/^ *[\d.]+ ms {2}/gm, '')
  expect(said('0001-a.txt')).toBe('S: 220 ready\nC: MAIL FROM:<shop@example.com> 1\nS: 250 OK\nC: QUIT\n')
  expect(said('0002-b.txt')).toBe('S: 220 ready\nC: MAIL FROM:<shop@example.com> 2\nS: 250 OK\nC: QUIT\n')
})

const sessions = (files: object) => Object.keys(files).filter((name) => name.startsWith('sessions/'))

test('sessions that delivered nothing, or not everything, are there unless criteria choose', async () => {
  const room = await inProcess()
  await deliver(room, mail('a'), opened(room, { outcome: 'delivered' }))
  for (const outcome of ['nothing', 'probe', 'open'] as const) opened(room, { outcome }).say('client', outcome)
  await deliver(room, mail('b'), opened(room, { outcome: 'partial' }))
  const files = await exported(room)
  expect(sessions(files)).toEqual([
    'sessions/0001-nothing.txt',
    'sessions/0002-probe.txt',
    'sessions/0003-open.txt',
    'sessions/0004-partial.txt',
  ])
  expect(text(files['sessions/0001-nothing.txt'])).toMatch(/ms {2}S: 220 ready\n.*ms {2}C: nothing\n$/)
  expect(text(files['index.html'])).toContain('<a href="sessions/0001-nothing.txt">transcript</a>')
  expect(sessions(await exported(room, '?subject=a'))).toEqual([])
})

test('an imported mail has no conversation', async () => {
  const room = await inProcess()
  await room.store.import(Buffer.from(mail('a')), { from: '', to: [] }, '::1')
  const files = await exported(room)
  expect(indexOf(files)).toMatchObject([{ file: '0001-a.eml', transcript: null }])
  expect(files['0001-a.txt']).toBeUndefined()
})

test('a message that is deleted meanwhile is left out, and the index says so', async () => {
  const room = await inProcess()
  const ids: string[] = []
  for (const subject of ['a', 'b', 'c']) ids.push(await deliver(room, mail(subject)))
  const kept = { ...room.store }
  room.store.raw = async (id) => {
    await room.store.delete({ kind: 'ids', ids: [ids[1] ?? ''] }, null, null)
    return kept.raw(id)
  }
  const files = await exported(room)
  expect(Object.keys(files).filter((name) => name.endsWith('.eml'))).toEqual(['0001-a.eml', '0003-c.eml'])
  expect(indexOf(files)[1]).toMatchObject({
    subject: 'b',
    file: null,
    transcript: null,
    skipped: 'It was deleted, or a limit dropped it, while the export was under way.',
  })
  expect(text(files['index.html'])).toContain(
    '<td>It was deleted, or a limit dropped it, while the export was under way.</td>',
  )
})

test('goes on with the next page when the last message of one was deleted', async () => {
  const room = await inProcess()
  let last = ''
  for (let n = 1; n <= 201; n++) {
    const id = await deliver(room, mail(`${n}`))
    if (n === 200) last = id
  }
  const kept = { ...room.store }
  room.store.raw = async (id) => {
    const raw = await kept.raw(id)
    if (id === last) await kept.delete({ kind: 'ids', ids: [id] }, null, null)
    return raw
  }
  expect(indexOf(await exported(room)).at(-1)).toMatchObject({ subject: '201', file: '0201-201.eml' })
})

test('what arrives meanwhile is not part of it, so it comes to an end', async () => {
  const room = await inProcess()
  await deliver(room, mail('a'))
  const kept = { ...room.store }
  room.store.raw = async (id) => {
    await deliver(room, mail('late'))
    return kept.raw(id)
  }
  expect(indexOf(await exported(room)).map(({ subject }) => subject)).toEqual(['a'])
})

test.each([
  ['../../etc/passwd', '0007-etc-passwd'],
  ['C:\\Windows\\con', '0007-c-windows-con'],
  ['con', '0007-con'],
  ['', '0007'],
  ['日本語', '0007'],
  ['Grüße an Zoë', '0007-gru-e-an-zoe'],
  ['a\0b\u202etxt.exe', '0007-a-b-txt-exe'],
  ['-rf', '0007-rf'],
  ['x'.repeat(300), `0007-${'x'.repeat(50)}`],
  ['ab '.repeat(300), `0007-${'ab-'.repeat(16)}ab`],
])('the file of %j is called %s', (subject, name) => {
  expect(exportName(7, subject, 100)).toBe(name)
})

test('names sort as numbers do, however many there are', () => {
  expect(exportName(7, 'a', 123_456)).toBe('000007-a')
})

test('nothing of a mail is markup in the index', async () => {
  const room = await inProcess()
  await deliver(room, `From: "<script>a" <a@x.test>\r\n${mail(`<img src=x onerror=alert(1)> & "q" 'r'`)}`)
  const page = text((await exported(room))['index.html'])
  expect(page).toContain('<td>&#60;script&#62;a &#60;a@x.test&#62;</td>')
  expect(page).toContain('<td>&#60;img src=x onerror=alert(1)&#62; &#38; &#34;q&#34; &#39;r&#39;</td>')
  expect(page).not.toMatch(/<(script|img)|\son\w+="/)
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
})

const python = ((): string | null => {
  try {
    execFileSync('python3', ['--version'])
    return 'python3'
  } catch {
    console.log('Skipping what Python reads: there is no python3.')
    return null
  }
})()

/** Runs a script on a file and gives what it prints as JSON. */
function read(script: string, bytes: Uint8Array): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'mailsink-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'file')
  writeFileSync(file, bytes)
  const source = `import base64, json, mailbox, re, sys, zipfile\n${script}`
  return JSON.parse(execFileSync(python!, ['-c', source, file], { maxBuffer: 1 << 28 }).toString())
}

test.skipIf(python === null)("Python's zipfile finds every checksum right", async () => {
  const room = await inProcess()
  for (const size of [0, 1, 32_768, 32_769, 65_536, 500_000])
    await deliver(room, Buffer.concat([Buffer.from(mail(String(size))), randomBytes(size)]))
  const { rawPayload } = await room.app.inject('/api/export')
  const found = read(
    'z = zipfile.ZipFile(sys.argv[1])\nprint(json.dumps([z.testzip(), len(z.infolist())]))',
    rawPayload,
  )
  expect(found).toEqual([null, 14])
})

test.skipIf(python === null)('an archive of more than 65,535 files can be read', { timeout: 60_000 }, async () => {
  const archive = createZipArchive()
  const pieces: Uint8Array[] = []
  for (let n = 0; n < 66_000; n++)
    for await (const piece of archive.file(`${n}`, new Date(Date.UTC(2026, 10, 2, 10, 20, 30)), Buffer.from('x')))
      pieces.push(piece)
  pieces.push(...archive.end())
  const bytes = Buffer.concat(pieces)
  expect(Object.keys(unzipSync(bytes))).toHaveLength(66_000)
  const found = read(
    'z = zipfile.ZipFile(sys.argv[1])\ni = z.infolist()\nprint(json.dumps([len(i), i[-1].filename, i[-1].date_time]))',
    bytes,
  )
  expect(found).toEqual([66_000, '65999', [2026, 11, 2, 10, 20, 30]])
})

test.skipIf(python === null)("Python's mailbox reads the same mails back, byte for byte", async () => {
  const room = await inProcess()
  const raws = [
    mail('plain'),
    mail('quoted', 'From me to you\r\n>From me\r\n>>From \r\nX From me\r\n>Frome\r\nFrom\r\nFrom me'),
    mail('bare line feeds', 'a\nFrom b\n\n\nFrom c'),
    mail('at the start').replace(/^/, 'From nobody\r\n'),
    mail('empty lines', '\r\n\r\n'),
    mail('many', 'From \r\n'.repeat(50_000)),
    `Subject: bytes\r\n\r\n${randomBytes(1000).toString('latin1').replaceAll('\n', ' ')}\r\n`,
  ].map((raw) => Buffer.from(raw, 'latin1'))
  for (const raw of raws) await deliver(room, raw)
  const answer = await room.app.inject('/api/export?format=mbox')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/mbox',
    'content-disposition': like(/^attachment; filename="mailsink-\d{4}-\d\d-\d\d\.mbox"$/),
  })
  const found = read(
    `box = mailbox.mbox(sys.argv[1], create=False)
print(json.dumps([base64.b64encode(re.sub(rb'(?m)^>(>*From )', rb'\\1', box.get_bytes(key))).decode() for key in box.keys()]))`,
    answer.rawPayload,
  ) as string[]
  expect(found.map((one) => Buffer.from(one, 'base64').toString('latin1'))).toEqual(
    raws.map((raw) => raw.toString('latin1')),
  )
})

test('an mbox looks as the RFC says', async () => {
  const room = await inProcess()
  await deliver(room, 'Subject: a\r\n\r\nFrom x\r\n>From y')
  await deliver(room, mail('b'))
  const { body } = await room.app.inject('/api/export?format=mbox')
  expect(body.replace(/(?<=^From \S+ ).*/gm, 'DATE')).toBe(
    'From shop@example.com DATE\nSubject: a\r\n\r\n>From x\r\n>>From y\n\n' +
      'From shop@example.com DATE\nSubject: b\r\n\r\nx\r\n\n',
  )
})

test.each([
  ['shop@example.com', 'From shop@example.com Mon Nov  2 10:00:05 2026\n'],
  ['', 'From MAILER-DAEMON Mon Nov  2 10:00:05 2026\n'],
  ['"a b"@x.test\r\nFrom y', 'From "a_b"@x.test__From_y Mon Nov  2 10:00:05 2026\n'],
])('the first line of a mail from %j', (sender, line) => {
  expect(fromLine(sender, new Date(Date.UTC(2026, 10, 2, 10, 0, 5)))).toBe(line)
})

const LIMITS: Limits = {
  messageSize: 1 << 20,
  recipients: 1000,
  commandLine: 16_384,
  connections: 2000,
  idle: 60_000,
  transaction: 600_000,
  handshake: 10_000,
  memory: 500 << 20,
  messages: 100_000,
  maxAge: null,
}

/** A store with room for many mails, all alike in size and of bytes that no compression makes smaller. */
async function fullStore(count: number, size: number): Promise<{ store: Store; asked: () => number }> {
  const reader = createMailReader()
  const memory = createStore({ limits: LIMITS, reader, newId: createIds() })
  onTestFinished(async () => {
    memory.stop()
    await reader.stop()
  })
  let asked = 0
  for (let n = 0; n < count; n++)
    await deliver(memory, Buffer.concat([Buffer.from(mail(`mail ${n}`)), randomBytes(size)]))
  const store: Store = { ...memory.store, raw: (id) => ((asked += 1), memory.store.raw(id)) }
  return { store, asked: () => asked }
}

/** Runs the garbage collector, which Node hands out only to whoever asked for it. */
const collect: () => void = (() => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

/**
 * Megabytes that are really held: what the collector has only not come to yet says how busy the machine is. It lets go
 * of buffers on a thread of its own, and the second collection waits until the first has done so.
 */
function used(): number {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

test.each(['zip', 'mbox'])(
  '5,000 mails of 50 KB leave as %s without being copied into memory',
  { timeout: 120_000 },
  async (format) => {
    const { store } = await fullStore(5_000, 50_000)
    const { http } = await onPort({ store })
    const before = used()
    let [peak, total, next] = [0, 0, 0]
    // Not fetch: what that holds in between would be counted, too.
    const [answer] = (await once(get(`${http.url}api/export?format=${format}`), 'response')) as [IncomingMessage]
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total < next) continue
      next += 10e6
      peak = Math.max(peak, used() - before)
    }
    console.log(`${format}: ${(total / 1e6).toFixed(0)} MB sent, at most ${peak.toFixed(0)} MB more in use`)
    expect(total).toBeGreaterThan(250e6)
    expect(peak).toBeLessThan(125)
  },
)

test.each(['zip', 'mbox'])('a client that leaves ends the making of a %s', { timeout: 30_000 }, async (format) => {
  const { store, asked } = await fullStore(1_000, 50_000)
  const { http } = await onPort({ store })
  const abort = new AbortController()
  const answer = await fetch(`${http.url}api/export?format=${format}`, { signal: abort.signal })
  await answer.body?.getReader().read()
  abort.abort()
  await http.stop()
  const then = asked()
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  expect(asked()).toBe(then)
  expect(then).toBeLessThan(500)
})

test('HEAD tells what GET would give, and makes nothing', async () => {
  const { store, asked } = await fullStore(3, 10)
  const { app } = await inProcess({ store })
  const answer = await app.inject({ method: 'HEAD', url: '/api/export' })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/zip')
  expect(asked()).toBe(0)
})

test('an error after the beginning is logged, and breaks the answer off', async () => {
  const { store, asked } = await fullStore(50, 50_000)
  const raw = async (id: string) => (asked() < 40 ? store.raw(id) : Promise.reject(new Error('no disk')))
  const { http, logged } = await onPort({ store: { ...store, raw } })
  const answer = await fetch(`${http.url}api/export`)
  expect(answer.status).toBe(200)
  await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
  expect(logged).toMatchObject([{ level: 'error', fields: { error: like(/no disk/) } }])
})

test('an error at the beginning is an answer, logged once', async () => {
  const { store } = await fullStore(1, 10)
  const { app, logged } = await inProcess({ store: { ...store, raw: () => Promise.reject(new Error('no disk')) } })
  expect((await app.inject('/api/export')).json()).toMatchObject({ status: 500, code: 'internal' })
  expect(logged).toHaveLength(1)
})
