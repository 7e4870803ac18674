import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { Address } from '../../contract/message.ts'
import type { HeaderSummary, ParsedMail } from '../../contract/reader.ts'
import { createMailReader } from '../../server/mail/reader.ts'
import { differences } from './corpus-differences.ts'

/** A folder of mails that is not part of the project: from MAIL_CORPUS, or beside the project's root. */
const corpus = process.env['MAIL_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
const absent = !existsSync(`${corpus}/MANIFEST.tsv`)
if (absent) console.log(`Skipping the mail corpus: no MANIFEST.tsv in ${corpus}. Name its folder with MAIL_CORPUS.`)

const reader = createMailReader()
afterAll(() => reader.stop())

/** The parts of the expected parse that are compared. */
interface Expected {
  text_body: number[]
  html_body: number[]
  attachments: number[]
  parts: { headers: { name: unknown; value: ExpectedValue }[]; body: { Text?: string; Html?: string } }[]
}

interface ExpectedAddress {
  name: string | null
  address: string | null
}

type ExpectedValue =
  | 'Empty'
  | { Text?: string; Address?: { List?: ExpectedAddress[]; Group?: { addresses: ExpectedAddress[] }[] } }

const folded = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
const plain = (list: readonly (Address | ExpectedAddress)[]) =>
  list.map(({ name, address }) => `${folded(name)} <${address ?? ''}>`).join(', ')

const addresses = (value: ExpectedValue) =>
  value === 'Empty' ? [] : (value.Address?.List ?? value.Address?.Group?.flatMap((group) => group.addresses) ?? [])

function expectations(expected: Expected): Record<string, string> {
  const values = (name: string) =>
    (expected.parts[0]?.headers ?? []).filter((header) => header.name === name).map(({ value }) => value)
  const subject = values('subject')[0]
  const bodies = (ids: number[], kind: 'Text' | 'Html') =>
    folded(ids.flatMap((id) => expected.parts[id]?.body[kind] ?? []).join('\n'))
  return {
    from: plain(values('from').slice(0, 1).flatMap(addresses)),
    to: plain(values('to').flatMap(addresses)),
    subject: folded(subject === undefined || subject === 'Empty' ? '' : subject.Text),
    text: bodies(expected.text_body, 'Text'),
    html: bodies(expected.html_body, 'Html'),
    attachments: String(expected.attachments.length),
  }
}

function findings(header: HeaderSummary, mail: ParsedMail): Record<string, string> {
  return {
    from: plain(header.from),
    to: plain(header.to),
    subject: folded(header.subject),
    text: folded(mail.text),
    html: folded(mail.html),
    attachments: String(mail.attachments.length),
  }
}

const files = absent
  ? []
  : readFileSync(`${corpus}/MANIFEST.tsv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0]!)
      .filter((file) => !file.endsWith('.json'))

test.skipIf(absent)('reads every mail of the corpus', { timeout: 120_000 }, async () => {
  const failed: string[] = []
  for (const file of files) {
    const { parseError } = await reader.read(readFileSync(`${corpus}/mail/${file}`))
    if (parseError !== null) failed.push(`${file}: ${parseError}`)
  }
  expect(files.length).toBeGreaterThan(600)
  expect(failed).toEqual([])
})

test.skipIf(absent)(
  'sees in the stalwartlabs messages what their authors see, but for the differences that are explained',
  { timeout: 120_000 },
  async () => {
    const found = new Map<string, string>()
    let compared = 0
    for (const file of files.filter((name) => name.startsWith('stalwartlabs'))) {
      const path = `${corpus}/mail/${file}`
      const raw = readFileSync(path)
      const expected = expectations(JSON.parse(readFileSync(path.replace(/\.eml$/, '.json'), 'utf8')) as Expected)
      const ours = findings(reader.header(raw), await reader.read(raw))
      for (const [what, value] of Object.entries(expected)) {
        compared++
        const key = `${file.replace(/^.*\/eml\//, '').replace(/\.eml$/, '')} ${what}`
        if (ours[what] !== value) found.set(key, `expected ${value.slice(0, 200)}, got ${ours[what]?.slice(0, 200)}`)
      }
    }
    const same = compared - found.size
    console.log(`corpus: ${same} of ${compared} fields as expected (${((100 * same) / compared).toFixed(1)} %)`)
    for (const key of found.keys()) console.log(`  ${key}: ${differences[key] ?? 'UNEXPLAINED'}`)

    expect([...found].filter(([key]) => !(key in differences)).map(([key, what]) => `${key}: ${what}`)).toEqual([])
    expect(Object.keys(differences).filter((key) => !found.has(key))).toEqual([])
  },
)
