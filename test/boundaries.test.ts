/** The inner walls of the house: who may import whom (CONTRIBUTING.md), read off the import lines. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

interface Row {
  /** What of ours a room may import; `types` of what it may import with `import type` only. */
  readonly may: readonly string[]
  readonly types?: readonly string[]
  readonly packages: readonly string[]
}

/** The first row whose name a file begins with counts. Node's own modules are open to whoever runs in Node. */
const TABLE: Readonly<Record<string, Row>> = {
  'contract/': { may: [], packages: ['typebox'] },
  'criteria/': { may: [], types: ['contract/'], packages: ['re2js'] },
  'client/runners/': {
    may: ['client/', 'server/mailsink.ts'],
    types: ['contract/'],
    packages: ['vitest', '@jest/globals', 'expect', '@playwright/test'],
  },
  'client/': { may: ['criteria/'], types: ['contract/'], packages: [] },
  'ui/': {
    may: ['client/'],
    types: ['contract/'],
    packages: ['preact', '@preact/signals', '@tanstack/virtual-core', 'diff'],
  },
  'server/smtp/': { may: ['contract/'], packages: ['smtp-server', 'selfsigned'] },
  'server/mail/': {
    may: ['contract/'],
    packages: ['mailparser', 'libmime', 'nodemailer', 'htmlparser2', 'piscina'],
  },
  'server/store/': { may: ['contract/', 'criteria/'], packages: [] },
  'server/wait/': { may: ['contract/', 'criteria/'], packages: [] },
  'server/http/': {
    may: ['contract/', 'criteria/', 'client/pick.ts', 'client/transcript-text.ts', 'server/store/', 'server/wait/'],
    packages: ['fastify', '@fastify/*', 'typebox', 'prom-client', 'fflate', 'parse5-html-rewriting-stream'],
  },
  'server/send/': { may: ['contract/'], packages: [] },
  'server/cli/': {
    may: ['contract/', 'server/config.ts', 'server/send/'],
    types: ['server/sink.ts', 'server/sink-options.ts'],
    packages: [],
  },
  'server/config.ts': { may: ['server/cli/'], packages: [] },
  'server/transport.ts': {
    may: ['contract/', 'criteria/', 'client/transcript-text.ts'],
    types: ['client/', 'server/wait/'],
    packages: [],
  },
  'server/sink.ts': {
    may: [
      'contract/',
      'client/create-sink.ts',
      'server/smtp/',
      'server/mail/',
      'server/send/',
      'server/store/',
      'server/wait/',
      'server/http/',
      'server/port-taken.ts',
      'server/sink-options.ts',
      'server/start-faults.ts',
      'server/transport.ts',
      'server/version.ts',
    ],
    types: ['client/sink.ts'],
    packages: [],
  },
  'server/sink-options.ts': { may: [], types: ['contract/', 'server/smtp/settings.ts'], packages: [] },
  'server/start-faults.ts': { may: ['server/store/faults/'], types: ['contract/'], packages: [] },
  'server/port-taken.ts': { may: [], types: ['contract/'], packages: [] },
  'server/mailsink.ts': {
    may: [
      'client/main.ts',
      'server/sink.ts',
      'server/sink-options.ts',
      'server/start-faults.ts',
      'server/port-taken.ts',
    ],
    packages: [],
  },
  'server/main.ts': { may: ['contract/', 'server/cli/', 'server/sink.ts', 'server/version.ts'], packages: [] },
  'server/version.ts': { may: [], packages: [] },
}

/** Libraries whose shape stops at one door; smtp-server has two classes to extend, and a file for each. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'smtp-server': ['server/smtp/server.ts', 'server/smtp/wire-connection.ts'],
  mailparser: ['server/mail/parse.ts'],
  '@fastify/websocket': ['server/http/feed.ts'],
  re2js: ['criteria/pattern.ts'],
  'parse5-html-rewriting-stream': ['server/http/preview/rewrite.ts'],
}

interface Import {
  readonly file: string
  readonly line: number
  /** A path from the root for one of ours, otherwise as it is written. */
  readonly target: string
  readonly onlyTypes: boolean
}

export function importsOf(file: string, source: string): Import[] {
  const statements =
    /^(?:import|export)\s+(?:(type)\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...source.matchAll(statements)].map((match) => {
    const written = match[2] ?? match[3] ?? ''
    const target = written.startsWith('.') ? join(dirname(file), written) : written
    const line = source.slice(0, match.index).split('\n').length
    return { file, line, target, onlyTypes: match[1] === 'type' }
  })
}

/** The row that an import breaks, in words; null when it breaks none. */
function brokenRow({ file, line, target, onlyTypes }: Import, ours: boolean): string | null {
  const entry = Object.entries(TABLE).find(([room]) => file.startsWith(room))
  if (!entry) return `${file} is in no room of the table in test/boundaries.test.ts`
  const [room, { may, types = [], packages }] = entry
  const open = ours ? [room, ...may, ...(onlyTypes ? types : [])] : packages
  if (open.some((name) => (ours ? target.startsWith(name) : isOfPackage(target, name)))) return null
  const rights = ours ? [...may, ...types.map((name) => `${name} (types only)`)] : packages
  return `${file}:${line} imports ${target}, but ${room} may import ${rights.join(', ') || 'nothing'}`
}

const isOfPackage = (target: string, name: string) =>
  name.endsWith('/*') ? target.startsWith(name.slice(0, -1)) : target === name || target.startsWith(`${name}/`)

const files = ['contract', 'criteria', 'client', 'server', 'ui'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts')),
)
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(ROOT, file), 'utf8')))
const isOurs = ({ target }: Import) => /^(contract|criteria|client|server|ui|test|bench|scripts|dist)\//.test(target)

test('every room imports only what its row of the table allows', () => {
  expect(imports.length).toBeGreaterThan(20)
  const broken = imports
    .filter(({ target }) => !target.startsWith('node:'))
    .flatMap((line) => brokenRow(line, isOurs(line)) ?? [])
  // A failure shows each import that broke its row, and the row.
  expect(broken).toEqual([])
})

test('what also runs in a browser imports nothing of Node', () => {
  const broken = imports.filter(
    ({ file, target }) =>
      /^(contract|criteria|client|ui)\//.test(file) &&
      !file.startsWith('client/runners/') &&
      target.startsWith('node:'),
  )
  expect(broken).toEqual([])
})

test.each(Object.entries(DOORS))('%s is known to %j and nobody else', (library, known) => {
  const doors = new Set(imports.flatMap(({ file, target }) => (isOfPackage(target, library) ? [file] : [])))
  expect([...doors].toSorted()).toEqual(known)
})

test.each([
  [
    'server/smtp/a.ts',
    `import { x } from '../http/app.ts'`,
    'server/smtp/a.ts:1 imports server/http/app.ts, but server/smtp/ may import contract/',
  ],
  [
    'server/store/a.ts',
    `\nimport fastify from 'fastify'`,
    'server/store/a.ts:2 imports fastify, but server/store/ may import nothing',
  ],
  [
    'ui/a.tsx',
    `export * from '../server/sink.ts'`,
    'ui/a.tsx:1 imports server/sink.ts, but ui/ may import client/, contract/ (types only)',
  ],
  [
    'client/a.ts',
    `const x = await import('../contract/info.ts')`,
    'client/a.ts:1 imports contract/info.ts, but client/ may import criteria/, contract/ (types only)',
  ],
  ['client/a.ts', `import type {\n  Info,\n} from '../contract/info.ts'`, null],
  [
    'server/mail/a.ts',
    `import 'fastify'`,
    'server/mail/a.ts:1 imports fastify, but server/mail/ may import mailparser, libmime, nodemailer, htmlparser2, piscina',
  ],
])('%s with %j', (file, source, message) => {
  const [found] = importsOf(file, source)
  expect(found && brokenRow(found, isOurs(found))).toBe(message)
})
