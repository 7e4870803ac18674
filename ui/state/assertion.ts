/** A test that waits for a mail like this one, in the words of docs/assertions.md. */
import type { Message } from '../../contract/message.ts'
import { shellWord } from './shell-word.ts'

export const RUNNERS = ['vitest', 'playwright', 'jest', 'node', 'python', 'curl'] as const
export type Runner = (typeof RUNNERS)[number]

/** What is asked of the mail: whom it is to, what it is called, and what it carries. */
interface Expected {
  readonly to: string | null
  readonly subject: string | null
  /** The code has as many digits next time too. */
  readonly digits: number | null
  /** Host and path of the link it is about; its token changes. */
  readonly link: { readonly host: string; readonly path: string } | null
}

export function assertionFor(runner: Runner, message: Message, base: string): string {
  const expected = expectedOf(message)
  switch (runner) {
    case 'vitest':
    case 'playwright':
      return fixtures(`mailsink/${runner}`, expected)
    case 'jest':
      return jest(expected)
    case 'node':
      return nodeTest(expected)
    case 'python':
      return python(expected, base)
    case 'curl':
      return curl(expected, base)
  }
}

function expectedOf(message: Message): Expected {
  const [code] = message.codes
  // A field is compared with its white space folded, and a part of it is enough.
  const subject = message.subject.replace(/\s+/g, ' ').trim()
  const withoutCode = code === undefined ? subject : (subject.split(code.value)[0]?.trim() ?? '')
  return {
    to: message.envelope.to[0] ?? null,
    subject: withoutCode === '' ? null : withoutCode,
    digits: code !== undefined && /^\d+$/.test(code.value) ? code.value.length : null,
    link: linkOf(message.digest?.link ?? null),
  }
}

function linkOf(href: string | null): Expected['link'] {
  if (href === null || !/^https?:/i.test(href)) return null
  try {
    const { host, pathname } = new URL(href)
    return { host, path: steady(pathname) }
  } catch {
    return null
  }
}

/** The path up to what looks made for this one mail: `/verify/8f2c91d0`. */
function steady(path: string): string {
  const [, ...segments] = path.split('/')
  const made = segments.findIndex((segment) => segment.length > 24 || /\d.*[a-z]|[a-z].*\d/i.test(segment))
  return `/${(made === -1 ? segments : segments.slice(0, made)).join('/')}`
}

function criteria({ to, subject }: Expected): string {
  const fields: string[] = []
  // In an address a star stands for anything; `is` takes it at its word.
  if (to !== null) fields.push(`to: ${to.includes('*') ? `{ is: ${literal(to)} }` : literal(to)}`)
  if (subject !== null) fields.push(`subject: ${literal(subject)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function matched({ digits, link }: Expected): string[] {
  const lines: string[] = []
  if (digits !== null) lines.push(`expect(mail).toHaveCode(/^\\d{${digits}}$/)`)
  if (link !== null) lines.push(`expect(mail).toHaveLink(${literal(link.path)}, { host: ${literal(link.host)} })`)
  return lines.length > 0 ? lines : ['expect(mail.parseError).toBeNull()']
}

function fixtures(from: string, expected: Expected): string {
  return `import { expect, test } from '${from}'

test(${literal(nameOf(expected))}, async ({ sink }) => {
  // Here the app sends it. An address of the fixture \`inbox\` instead keeps tests apart from each other.
  const mail = await sink.waitFor(${criteria(expected)})
${indented(matched(expected), 2)}
})
`
}

function jest(expected: Expected): string {
  return `import { expect, test } from '@jest/globals'
import { useInbox } from 'mailsink/jest'

const mailsink = useInbox()

test(${literal(nameOf(expected))}, async () => {
  // Here the app sends it. An address of mailsink.inbox instead keeps tests apart from each other.
  const mail = await mailsink.sink.waitFor(${criteria(expected)})
${indented(matched(expected), 2)}
})
`
}

function nodeTest(expected: Expected): string {
  const { digits, link } = expected
  const lines: string[] = []
  const names: string[] = []
  if (digits !== null) {
    names.push('assertCode')
    lines.push(`assertCode(mail, /^\\d{${digits}}$/)`)
  }
  if (link !== null) {
    names.push('assertLink')
    lines.push(`assertLink(mail, ${literal(link.path)}, { host: ${literal(link.host)} })`)
  }
  if (lines.length === 0) lines.push('assert.equal(mail.parseError, null)')
  return `${names.length === 0 ? "import assert from 'node:assert/strict'\n" : ''}import test from 'node:test'
import { ${[...names, 'sinkFor'].join(', ')} } from 'mailsink/node-test'

test(${literal(nameOf(expected))}, async (t) => {
  const sink = await sinkFor(t)
  // Here the app sends it. An address of inboxFor(t, { sink }) instead keeps tests apart from each other.
  const mail = await sink.waitFor(${criteria(expected)})
${indented(lines, 2)}
})
`
}

function python(expected: Expected, base: string): string {
  const { to, subject, digits, link } = expected
  const query = [
    ...(to === null ? [] : [[to.includes('*') ? 'to.is' : 'to', to] as const]),
    ...(subject === null ? [] : [['subject', subject] as const]),
    ['timeout', '5s'] as const,
  ]
  const checks: string[] = []
  if (digits !== null) checks.push(`assert re.fullmatch(r"\\d{${digits}}", mail["codes"][0]["value"])`)
  if (link !== null)
    checks.push(`assert any(${doubled(`${link.host}${link.path}`)} in link["href"] for link in mail["links"])`)
  if (checks.length === 0) checks.push('assert mail["parseError"] is None')
  return `import json, re
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen


def test_mail():
    # Here the app sends it.
    query = urlencode({
${indented(
  query.map(([name, value]) => `${doubled(name)}: ${doubled(value)},`),
  8,
)}
    })
    try:
        with urlopen(${doubled(new URL('api/wait', base).href)} + "?" + query, timeout=10) as answer:
            mail = json.load(answer)["messages"][0]
    except HTTPError as error:
        raise AssertionError(json.load(error)["message"]) from None
${indented(checks, 4)}
`
}

function curl({ to, subject, digits, link }: Expected, base: string): string {
  const data: string[] = []
  if (to !== null) data.push(`${to.includes('*') ? 'to.is' : 'to'}=${to}`)
  if (subject !== null) data.push(`subject=${subject}`)
  data.push(digits !== null ? 'pick=code' : link !== null ? `pick=link:${link.path}` : 'pick=id', 'timeout=5s')
  const options = data.map((one) => `--data-urlencode ${shellWord(one)}`)
  return `curl -sS --fail-with-body --get ${shellWord(new URL('api/wait', base).href)} \\\n  ${options.join(' \\\n  ')}\n`
}

function nameOf({ subject }: Expected): string {
  return subject === null ? 'sends a mail' : `sends "${subject.length > 60 ? `${subject.slice(0, 59)}…` : subject}"`
}

/** In single quotes, as this house writes it; what nobody would see is written out. */
function literal(text: string): string {
  return `'${doubled(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A string that JavaScript and Python read alike. */
function doubled(text: string): string {
  return JSON.stringify(text).replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    /[\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function indented(lines: readonly string[], by: number): string {
  return lines.map((line) => `${' '.repeat(by)}${line}`).join('\n')
}
