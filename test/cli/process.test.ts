import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { version } from '../../server/version.ts'
import { FREE_PORTS, run, start, until } from './run.ts'

test('tells in JSON what listens where, and with which certificate', async () => {
  await using sink = await start()
  expect(sink.lines().map(({ message, listener }) => listener ?? message)).toEqual(
    expect.arrayContaining(['smtp', 'submission', 'submissions', 'http', 'ready']),
  )
  expect(sink.lines().find(({ listener }) => listener === 'http')?.message).toBe(
    `accessible via http://127.0.0.1:${sink.ports.http}/`,
  )
  expect(await sink.line('ready')).toMatchObject({
    version: version(),
    certificate: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  })
})

test('two starts make two certificates', async () => {
  await using one = await start()
  await using other = await start()
  expect((await one.line('ready'))['certificate']).not.toBe((await other.line('ready'))['certificate'])
})

test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 within 8 s after %s', async (signal) => {
  await using sink = await start()
  const before = performance.now()
  sink.child.kill(signal)
  expect(await sink.exit()).toEqual({ code: 0, signal: null })
  expect(performance.now() - before).toBeLessThan(8000)
  expect(await sink.line('stopping')).toMatchObject({ signal })
})

test('a second SIGINT ends it at once, whoever is in the middle of a mail', async () => {
  await using sink = await start()
  const client = connect(sink.ports.smtp, '127.0.0.1')
  client.on('error', () => undefined)
  client.write('EHLO a\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n')
  for (let said = ''; !said.includes('354 ');) said += String((await once(client, 'data'))[0])
  sink.child.kill('SIGINT')
  await sink.line('stopping')
  sink.child.kill('SIGINT')
  expect(await sink.exit()).toEqual({ code: 130, signal: null })
})

test('SIGHUP changes nothing', async () => {
  await using sink = await start()
  sink.child.kill('SIGHUP')
  const response = await fetch(`http://127.0.0.1:${sink.ports.http}/readyz`)
  expect(response.status).toBe(200)
})

test('a taken port is one line with the way out, and 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : 0
  const names = ['smtp', 'submission', 'submissions', 'http']
  const ended = await Promise.all(names.map((name) => run([...FREE_PORTS, `--${name}-port=${port}`])))
  other.close()
  expect(ended).toEqual(
    names.map((name) => ({
      code: 1,
      out: '',
      err: `mailsink: Port ${port} is taken. Choose another with --${name}-port, 0 for any free one, or off.\n`,
    })),
  )
})

test.each([
  [['--smpt-port', '25'], {}, 'mailsink: There is no flag --smpt-port; did you mean --smtp-port?\n'],
  [
    [],
    { MAILSINK_LOG: 'a\u001b]0;x\u0007' },
    'mailsink: MAILSINK_LOG does not take "a\\u001b]0;x\\u0007": give human, json or off.\n',
  ],
])('a mistake in %j with %j is one line on standard error, and 2', async (args, env, err) => {
  expect(await run(args, { env })).toEqual({ code: 2, out: '', err })
})

test('an address that this machine lacks is one line, and 1', async () => {
  expect(await run([...FREE_PORTS, '--host', '203.0.113.7'])).toMatchObject({
    code: 1,
    err: 'mailsink: This machine has no address 203.0.113.7. Choose another with --host.\n',
  })
})

test('prints its version and its help', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, out: `${version()}\n`, err: '' })
  const help = await run(['ready', '--help'])
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toContain('--http-port')
})

test('warns when everybody can reach it, and when a variable is none of its own', async () => {
  await using open = await start(['--host', '0.0.0.0'], { MAILSINK_SMPT_PORT: '25' })
  await open.line('There is no variable MAILSINK_SMPT_PORT; did you mean MAILSINK_SMTP_PORT?')
  const warning = await open.line(
    'Bound to 0.0.0.0: whoever reaches this machine can send mail to it, and read and delete all of it. ' +
      'Protect the pages and the API with --auth-ui or --token.',
  )
  expect(warning.level).toBe('warn')
})

test('prints a block for people, with an address to open and a line that delivers a mail', async () => {
  const out = await until(/^ {2}try .*\n/m, [...FREE_PORTS, '--log', 'human'])
  expect(out).toMatch(/^mailsink \d+\.\d+\.\d+$/m)
  expect(out).toMatch(/^ {2}smtp +127\.0\.0\.1:\d+ +no TLS, login possible, not needed$/m)
  expect(out).toMatch(/^ {2}web +accessible via http:\/\/127\.0\.0\.1:\d+\/$/m)
  expect(out).toMatch(/^ {2}try +printf '.*' \| curl smtp:\/\/127\.0\.0\.1:\d+ /m)
})

test('logs each mail, and each session that did not deliver, in one line', async () => {
  await using sink = await start()
  const { smtp, submission } = sink.ports
  await run(['send', `--smtp-port=${smtp}`, '--from=a@b.test', '--to=c@d.test,e@f.test', '--subject=Grüße'])
  expect(await sink.line('mail')).toMatchObject({
    level: 'info',
    from: 'a@b.test',
    to: 'c@d.test, e@f.test',
    subject: 'Grüße',
    listener: 'smtp',
    id: expect.stringMatching(/^\w{26}$/),
  })
  await run(['send', `--smtp-port=${submission}`])
  expect(await sink.line('a session delivered nothing')).toMatchObject({
    level: 'warn',
    listener: 'submission',
    client: '127.0.0.1',
    helo: 'localhost',
    code: 530,
    reason: 'MAIL came without a login, and the submission listener wants one.',
    hint: expect.stringContaining('use the smtp listener'),
  })
})

test('what a stranger says cannot steer the terminal that shows the log', async () => {
  await using sink = await start()
  const client = connect(sink.ports.smtp, '127.0.0.1')
  const hostile = '\u001b]0;x\u0007\u202e'
  client.write(`EHLO ${hostile}\r\nNOOP ${hostile}{"level":"error"\r\nMAIL FROM:<${hostile}@x>\r\nQUIT\r\n`)
  client.end()
  await once(client.resume(), 'close')
  const subject = Buffer.from(`Subject: ${hostile}\r\n {"level":"error"}\r\n\r\nhi\r\n`).toString()
  await run(['send', '-', `--smtp-port=${sink.ports.smtp}`], { input: subject })
  await sink.line('mail')
  sink.child.kill('SIGTERM')
  await sink.exit()
  // oxlint-disable-next-line no-control-regex
  expect(sink.raw()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  expect(sink.lines().filter(({ level }) => level === 'error')).toEqual([])
})

test('ready tells whether it is ready', async () => {
  await using sink = await start(['--base-path', '/mail/'])
  const http = `--http-port=${sink.ports.http}`
  expect(await run(['ready', http, '--base-path=mail'])).toEqual({ code: 0, out: '', err: '' })
  expect(await run(['ready', http, '--host=0.0.0.0'])).toMatchObject({ code: 0 })
  expect(
    await run(['ready'], { env: { MAILSINK_HTTP_PORT: String(sink.ports.http), MAILSINK_HOST: '::' } }),
  ).toMatchObject({ code: 0 })
  sink.child.kill('SIGTERM')
  await sink.exit()
  const gone = await run(['ready', http])
  expect(gone.code).toBe(1)
  expect(gone.err).toMatch(/^mailsink: http:\/\/127\.0\.0\.1:\d+\/readyz does not answer: .*ECONNREFUSED.*\.\n$/)
})

test('ready needs no login, and none is asked for', async () => {
  await using sink = await start(['--token', 'secret', '--auth-ui', 'ann:secret'])
  expect(await run(['ready', `--http-port=${sink.ports.http}`])).toEqual({ code: 0, out: '', err: '' })
})

test('ready asks an SMTP listener when there is no HTTP', async () => {
  await using sink = await start()
  const { smtp, submission, submissions } = sink.ports
  for (const [flag, port] of Object.entries({ smtp, submission, submissions })) {
    const others = ['smtp', 'submission', 'submissions']
      .filter((name) => name !== flag)
      .map((name) => `--${name}-port=off`)
    expect(await run(['ready', '--http-port=off', `--${flag}-port=${port}`, ...others])).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  }
})

test('send delivers a mail and says where it is', async () => {
  await using sink = await start()
  const places = [`--smtp-port=${sink.ports.smtp}`, `--http-port=${sink.ports.http}`]
  const sent = await run(['send', ...places, '--to=ann@example.com', '--subject=Grüße', '--text=.dot\nünd'])
  expect(sent).toMatchObject({ code: 0, err: '' })
  const [reply = '', url = ''] = sent.out.trimEnd().split('\n')
  expect(reply).toMatch(/^250 /)
  expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${sink.ports.http}/messages/\\w{26}$`))
  const message = await (await fetch(url.replace('/messages/', '/api/messages/'))).json()
  expect(message).toMatchObject({
    subject: 'Grüße',
    text: expect.stringMatching(/^\.dot\r?\nünd\r?\n$/),
    envelope: { from: 'sender@example.com', to: ['ann@example.com'] },
    session: { listener: 'smtp' },
  })
})

test('send takes the bytes of a file or of standard input as they are', async () => {
  await using sink = await start()
  const folder = await mkdtemp(join(tmpdir(), 'mailsink-test-'))
  const raw = Buffer.from('Subject: raw\r\n\r\n.\r\n..two\r\nbare\n.\nlf \xff\xfe\x00\r\n.last\r\n', 'latin1')
  await writeFile(join(folder, 'mail.eml'), raw)
  const places = [`--smtp-port=${sink.ports.smtp}`, `--http-port=${sink.ports.http}`]
  const fromFile = await run(['send', join(folder, 'mail.eml'), ...places])
  const fromInput = await run(['send', '-', ...places], { input: 'Subject: input\r\n\r\nhi\r\n' })
  await rm(folder, { recursive: true })
  expect(await rawOf(fromFile.out)).toEqual(raw)
  expect(await rawOf(fromInput.out)).toEqual(Buffer.from('Subject: input\r\n\r\nhi\r\n'))
})

test('send says what was refused, and ends with 1', async () => {
  await using sink = await start(['--max-message-size', '1k'])
  const place = `--smtp-port=${sink.ports.smtp}`
  const big = await run(['send', '-', place], {
    input: `Subject: big\r\n\r\n${'x'.repeat(900)}\r\n${'x'.repeat(900)}\r\n`,
  })
  expect(big).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^mailsink: .*552 5\.3\.4 .*\n$/) })
  const nobody = await run(['send', '--smtp-port=1'])
  expect(nobody).toMatchObject({ code: 1, err: expect.stringMatching(/^mailsink: .*ECONNREFUSED.*\n$/) })
  const nowhere = await run(['send', '/nowhere.eml', place])
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/^mailsink: .*ENOENT.*\n$/) })
})

async function rawOf(output: string): Promise<Buffer> {
  const url = output.trimEnd().split('\n').at(-1) ?? ''
  const response = await fetch(`${url.replace('/messages/', '/api/messages/')}/raw`)
  return Buffer.from(await response.arrayBuffer())
}
