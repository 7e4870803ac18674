/** mailsink as a process that starts with rules. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FREE_PORTS, run, start, until } from './run.ts'

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mailsink-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'rules.json')
  await writeFile(path, text)
  return path
}

test('a bad rule is one line that names the flag, and 2', async () => {
  const ended = await run([...FREE_PORTS, '--fault', 'greylisting', '--fault', 'greylistin'])
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toMatch(/^mailsink: --fault greylistin: "preset" is "greylistin"[^\n]*\n$/)
})

test('a bad rule of a file is one line that says which it is, and 2', async () => {
  const path = await fileWith('[{ "preset": "too-big" }, { "stage": "rcpt", "reply": { "code": 250 } }]')
  const ended = await run([...FREE_PORTS, '--faults-file', path])
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err.startsWith(`mailsink: ${path}, rule 2: `)).toBe(true)
  expect(ended.err.match(/\n/g)).toHaveLength(1)
})

test('the block for people has the rules it starts with', async () => {
  const args = ['--log', 'human', '--fault', 'greylisting', '--fault', 'unknown-user rcpt=*@nowhere.test']
  const out = await until(/^ {2}try .*\n/m, [...FREE_PORTS, ...args])
  expect(out).toMatch(/^ {2}fault +f_1 greylisting: 451 at rcpt, for everybody$/m)
  expect(out).toMatch(/^ {2}fault +f_2 unknown-user: 550 at rcpt, for rcpt=\*@nowhere\.test$/m)
})

test('a rule of the start strikes, and the log says so', async () => {
  await using sink = await start(['--fault', 'unknown-user rcpt=ann@x.test'])
  const sent = await run(['send', `--smtp-port=${sink.ports.smtp}`, '--to=ann@x.test'])
  expect([sent.code, sent.err + sent.out]).toEqual([1, expect.stringContaining('550 5.1.1')])
  expect(await sink.line('fault f_1 unknown-user struck')).toMatchObject({
    level: 'info',
    fault: 'f_1',
    does: '550 at rcpt',
    count: 1,
    mail: null,
    session: expect.stringMatching(/^\w{26}$/),
  })
})
