import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { BoundListener } from '../../contract/info.ts'
import type { Message } from '../../contract/message.ts'
import { assertionFor, RUNNERS } from '../../ui/state/snippets/assertion.ts'
import { waysOf } from '../../ui/state/setup/ways.ts'
import { curlReplay } from '../../ui/state/snippets/replay.ts'
import { shellWord } from '../../ui/state/snippets/shell-word.ts'
import { listener, message } from './samples.ts'
import { templates } from './snippet-templates.ts'

/** As the page at `base` writes it for a sink with one listener. */
function replay(mail: Message, base: string, bound: BoundListener): string {
  const [way] = waysOf([bound], new URL(base).hostname)
  if (way === undefined) throw new Error('no way')
  return curlReplay(mail, base, way)
}

const HOSTILE = [
  `"; rm -rf ~ #'$(id)\`id\`"@x.test`,
  '-oProxy=x@y',
  'a b@c',
  '',
  `\u202Egpj'1\\n@x`,
  '\u001B[2J1@x',
  '!!@x',
  'grün@x',
]

test.each(HOSTILE)('a shell reads %j back as it was', (word) => {
  const read = execFileSync('bash', ['-c', `printf %s ${shellWord(word)}`])
  expect(read.toString()).toBe(word)
  // Nothing that a terminal acts upon when it is pasted.
  // oxlint-disable-next-line no-control-regex
  expect(shellWord(word)).not.toMatch(/[\u0000-\u001F\u202E]/)
})

test('sends a mail again to whom it went, in order and as often', () => {
  const envelope = { from: '', to: ['a@b', "o'neil@b", 'a@b'], parameters: {}, recipients: [] }
  const mail = message(1, { envelope })
  expect(replay(mail, 'http://127.0.0.1:8025/mail/', listener())).toBe(
    'curl -s http://127.0.0.1:8025/mail/api/messages/m1/raw | curl smtp://127.0.0.1:1025' +
      String.raw` --mail-from '' --mail-rcpt a@b --mail-rcpt 'o'\''neil@b' --mail-rcpt a@b -T -`,
  )
})

test('logs in where the only listener wants that', () => {
  const bound = listener({ tls: 'implicit', auth: 'required', host: '::' })
  const line = replay(message(1), 'http://[::1]:8025/', bound)
  expect(line).toContain("curl 'smtps://[::1]:1025' --ssl-reqd --insecure --user you:secret ")
})

const mail = message(1, {
  subject: 'Your code is 482913',
  envelope: { from: 'a@b', to: ['ada@example.test'], parameters: {}, recipients: [] },
  codes: [{ value: '482913', why: 'code' }],
  digest: {
    snippet: '',
    hasText: true,
    hasHtml: false,
    attachments: 0,
    codes: ['482913'],
    link: 'https://acme.test/verify/8f2c91d0?token=1',
  },
})

test('a test asks for what stays the same: not for this code, nor for this token', () => {
  const written = assertionFor(templates, 'vitest', mail, 'http://s/')
  expect(written).toContain("sink.waitFor({ to: 'ada@example.test', subject: 'Your code is' })")
  expect(written).toContain('expect(mail).toHaveCode(/^\\d{6}$/)')
  expect(written).toContain("expect(mail).toHaveLink('/verify', { host: 'acme.test' })")
  for (const runner of RUNNERS)
    expect(assertionFor(templates, runner, mail, 'http://s/')).not.toMatch(/482913|8f2c91d0/)
})

test('a stranger’s words stay words, in every language', async () => {
  const subject = '\'); process.exit(); // """ \\ `$(id)` ${1} \u202E\u2028'
  const hostile = message(1, { subject, envelope: { from: '', to: [`'*"@x`], parameters: {}, recipients: [] } })
  for (const runner of RUNNERS) {
    expect(assertionFor(templates, runner, hostile, 'http://s/')).not.toMatch(/[\u202E\u2028]/)
  }
  const [, body = ''] =
    /async \(\{ sink \}\) => \{\n([^]*)\}\)$/.exec(assertionFor(templates, 'vitest', hostile, 'http://s/')) ?? []
  // It still is one call with these two values.
  const asked: unknown[] = []
  const sink = {
    async waitFor(criteria: unknown) {
      asked.push(criteria)
      return { parseError: null }
    },
  }
  // oxlint-disable-next-line no-implied-eval, no-new-func -- that it parses and runs is what is tested
  const run = new Function('sink', 'expect', `return (async () => {${body}})()`) as (...all: unknown[]) => Promise<void>
  await run(sink, () => ({ toBeNull: () => null }))
  expect(asked).toEqual([{ to: { is: `'*"@x` }, subject: subject.trim() }])
})
