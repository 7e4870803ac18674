/** What docs/assertions.md, docs/criteria.md and docs/faults.md show is so: explanations, spellings, the TypeScript. */
import { join } from 'node:path'
import { startSink } from 'mailsink'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCriteria } from '../../criteria/check.ts'
import { criteriaOf } from '../../criteria/flat.ts'
import { parseQuery } from '../../criteria/q.ts'
import { type Installed, install } from '../support/installed.ts'
import { page, snippet, snippetsOf } from './snippets.ts'

const ROOT = join(import.meta.dirname, '../..')

test('a wrong subject is explained as the page shows it', async () => {
  await using sink = await startSink()
  const inbox = await sink.inbox({ name: 'receipt of an order' })
  const ann = inbox.address('ann')
  const transport = createTransport(sink.smtp.url)
  await transport.sendMail({ from: 'shop@example.com', to: ann, subject: 'Your reciept', text: 'Thank you.' })
  await transport.sendMail({
    from: 'shop@example.com',
    to: 'ann@example.com',
    subject: 'Your receipt',
    text: 'Thanks.',
  })
  const error: unknown = await inbox.waitFor({ to: ann, subject: 'receipt' }, { timeout: 400 }).catch((e: unknown) => e)
  expect(sameEachTime(`${String(error)}\n`)).toBe(sameEachTime(snippet('text', 'When the mail does not come')))
})

/** Without what differs from run to run. */
function sameEachTime(text: string): string {
  return text
    .replaceAll(/t-receipt-of-an-order-\w{10}/g, 't-receipt-of-an-order-0123456789')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8025')
    .replaceAll(/[\d.]+ m?s ago/g, 'a moment ago')
}

const rows = [...page('criteria.md').matchAll(/^\| `(\{ ".*?\})` +\|(.*)\|(.*)\|$/gm)].map((row) =>
  row.slice(1).map((cell) => cell.replaceAll('`', '').trim()),
)

test('the page has a table of spellings', () => expect(rows.length).toBeGreaterThan(15))

test.each(rows.flatMap(([json = '', flat]) => (flat ? [[json, flat]] : [])))(
  '%s is the query string %s',
  (json = '', flat = '') => {
    expect(criteriaOf([...new URLSearchParams(flat)], [])).toEqual(readCriteria(JSON.parse(json)))
  },
)

test.each(rows.flatMap(([json = '', , search]) => (search ? [[json, search]] : [])))(
  '%s is the search %s',
  (json = '', search = '') => {
    expect(parseQuery(search)).toEqual(readCriteria(JSON.parse(json)))
  },
)

let project: Installed

beforeAll(async () => {
  project = await install(['vitest', '@playwright/test'])
})

afterAll(async () => await project[Symbol.asyncDispose]())

/** What the fragments take for granted. */
const GIVEN = `
import { spawn } from 'node:child_process'
import { expect } from 'mailsink/vitest'
import type { Criteria, Fault, Inbox, Message, Sink } from 'mailsink'
declare const sink: Sink, inbox: Inbox, fault: Fault, mail: Message, app: { signUp(address: string): Promise<void> }
`

test('the TypeScript of the pages compiles', async () => {
  const blocks = ['assertions.md', 'criteria.md', 'faults.md'].flatMap((name) => snippetsOf(page(name)))
  const fragments = blocks.filter(({ language, code }) => language === 'ts' && !code.startsWith('//'))
  expect(fragments.length).toBeGreaterThan(4)
  await Promise.all(fragments.map(({ code }, index) => project.write(`types/${index}.ts`, fragment(code))))
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable', 'dom'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  }
  await project.write('types/tsconfig.json', JSON.stringify({ compilerOptions }))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { stdout } = await project.tried({}, process.execPath, tsc, '-p', 'types')
  expect(stdout).toBe('')
})

function fragment(code: string): string {
  // A page of examples of criteria has them one by line.
  const body = code.startsWith('{')
    ? code
        .trim()
        .split('\n')
        .map((line, index) => `const c${index}: Criteria = ${line}`)
        .join('\n')
    : code
  return `${GIVEN}export async function example() {\n${body}\n}\n`
}

test('what the pages link to on other pages is there', () => {
  const links = ['assertions.md', 'criteria.md', 'faults.md', 'ci.md', 'api.md'].flatMap((name) =>
    [...page(name).matchAll(/\]\((\w*\.md)?#([^)]*)\)/g)].map(([, file = name, anchor]) => `${file}#${anchor}`),
  )
  expect(links.length).toBeGreaterThan(1)
  const files = [...new Set(links.map((link) => link.split('#')[0] ?? ''))]
  const anchors = new Set(
    files.flatMap((file) => [...page(file).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => `${file}#${slug(text)}`)),
  )
  expect(links.filter((link) => !anchors.has(link))).toEqual([])
})

/** As GitHub makes an anchor of a heading. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
