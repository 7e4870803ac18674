/**
 * Writes the published declarations to dist/declarations: what `tsc` emitted for the entries and all they refer to.
 *
 * The contract's types are derived from TypeBox schemas, and whoever installs the package has no TypeBox.
 * So each schema is printed as the TypeScript type it stands for; what was written by hand stays as it is.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(import.meta.dirname, '..')
const EMITTED = join(ROOT, 'dist/types')
const PUBLISHED = join(ROOT, 'dist/declarations')
/** The entries, and of which packages their types may speak: who imports an adapter has its runner. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'server/mailsink.d.ts': [],
  'client/main.d.ts': [],
  'client/runners/vitest.d.ts': ['vitest'],
  // It adds to the types of Jest and imports none of them.
  'client/runners/jest.d.ts': [],
  'client/runners/playwright.d.ts': ['@playwright/test'],
  'client/runners/open-email.d.ts': ['@playwright/test'],
  'client/runners/node-test.d.ts': [],
}

/** As much of a JSON schema as the contract uses. */
interface Schema {
  type?: string
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  required?: string[]
  description?: string
}

/** Where a schema has its name: `Address` in `contract/message`. */
interface Home {
  readonly name: string
  readonly file: string
}

function printType(schema: Schema, homes: Map<object, Home>, used: Set<Home>, depth = 0): string {
  const home = depth > 0 ? homes.get(schema) : undefined
  if (home) {
    used.add(home)
    return home.name
  }
  const inner = (part: Schema) => printType(part, homes, used, depth + 1)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(inner).join(' | ')
  if (schema.patternProperties)
    return `Record<string, ${Object.values(schema.patternProperties).map(inner).join(' | ')}>`
  if (schema.properties) {
    const pad = '    '.repeat(depth + 1)
    const fields = Object.entries(schema.properties).map(([key, part]) => {
      const words = part.description ?? part.anyOf?.find((one) => one.description)?.description
      const doc = words ? `${pad}/** ${words} */\n` : ''
      return `${doc}${pad}${key}${schema.required?.includes(key) ? '' : '?'}: ${inner(part)};\n`
    })
    return `{\n${fields.join('')}${'    '.repeat(depth)}}`
  }
  switch (schema.type) {
    case 'array': {
      const item = inner(schema.items ?? {})
      return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
    }
    case 'integer':
      return 'number'
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type
    default:
      throw new Error(`No TypeScript type is known for ${JSON.stringify(schema)}: teach it to scripts/plain-types.ts.`)
  }
}

/** A declaration file in its top-level statements, each with the comment above it. */
function statementsOf(declarations: string): string[] {
  const statements: string[] = []
  let comment = ''
  for (const line of declarations.split('\n')) {
    if (/^(\/\*\*| \*)/.test(line)) comment += `${line}\n`
    else if (/^[a-z]/.test(line)) {
      statements.push(comment + line)
      comment = ''
    } else if (line) statements.push(`${statements.pop() ?? ''}\n${line}`)
  }
  return statements
}

async function plainContract(file: string, text: string, homes: Map<object, Home>): Promise<string> {
  const used = new Set<Home>()
  const schemas = new Map([...homes].flatMap(([schema, home]) => (home.file === file ? [[home.name, schema]] : [])))
  const body = statementsOf(text).flatMap((statement) => {
    const name = /^(?:export )?(?:declare )?(?:type|const) (\w+)\b/m.exec(statement)?.[1] ?? ''
    if (/^import .*'typebox'/m.test(statement) || /^import .*nullable\.ts'/m.test(statement)) return []
    if (/^(export )?declare const /m.test(statement)) return []
    const schema = schemas.get(name)
    if (!schema || !statement.includes('Static<')) return [statement]
    return [statement.replace(/= Static<[^;]*;$/, `= ${printType(schema, homes, used)};`)]
  })
  const imports = [...used].flatMap((home) => {
    const known =
      home.file === file ||
      body.some((statement) => statement.startsWith('import ') && new RegExp(`\\b${home.name}\\b`).test(statement))
    return known ? [] : [`import type { ${home.name} } from './${basename(home.file)}.ts';`]
  })
  return [...imports, ...body].join('\n')
}

const isSchema = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && ['type', 'anyOf', '$ref', 'const'].some((key) => key in value)

async function schemasOf(files: readonly string[]): Promise<Map<object, Home>> {
  const homes = new Map<object, Home>()
  for (const file of files) {
    const module: object = await import(pathToFileURL(join(ROOT, `${file}.ts`)).href)
    for (const [name, value] of Object.entries(module)) if (isSchema(value)) homes.set(value, { name, file })
  }
  return homes
}

/** What a declaration file speaks of; the examples in its comments do not count. */
function importsOf(declarations: string): string[] {
  const code = declarations.replace(/^ *(\/\*\*| \*|\/\/).*$/gm, '')
  return [...code.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map(([, target = '']) => target)
}

/** The entries and every declaration file that they refer to, by path below dist/types. */
async function closure(): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const open = Object.keys(ENTRIES)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = await readFile(join(EMITTED, path), 'utf8')
    texts.set(path, text)
    for (const target of importsOf(text)) {
      if (!target.startsWith('.')) continue
      const next = relative(EMITTED, join(EMITTED, dirname(path), target.replace(/\.ts$/, '.d.ts')))
      if (!texts.has(next)) open.push(next)
    }
  }
  return texts
}

async function publish(): Promise<void> {
  const emitted = await closure()
  const contract = [...emitted.keys()].filter((path) => path.startsWith('contract/') && !path.endsWith('nullable.d.ts'))
  const homes = await schemasOf(contract.map((path) => path.replace(/\.d\.ts$/, '')))
  await rm(PUBLISHED, { recursive: true, force: true })
  for (const [path, text] of emitted) {
    if (path.endsWith('nullable.d.ts')) continue
    const isContract = contract.includes(path)
    const plain = isContract ? await plainContract(path.replace(/\.d\.ts$/, ''), text, homes) : text
    const missing = importsOf(plain).find((name) => !/^\.|^node:/.test(name) && !ENTRIES[path]?.includes(name))
    if (missing)
      throw new Error(`The published types in ${path} refer to "${missing}", which nobody has who installs mailsink.`)
    // AsyncDisposable is younger than the `lib` that many projects name.
    const lib = path in ENTRIES ? '/// <reference lib="esnext.disposable" />\n' : ''
    await mkdir(dirname(join(PUBLISHED, path)), { recursive: true })
    await writeFile(
      join(PUBLISHED, path),
      `${lib}${plain.replaceAll(/((?:from |import\()['"]\.[^'"]+)\.ts(['"])/g, '$1.js$2').trimEnd()}\n`,
    )
  }
}

if (process.argv[1] === import.meta.filename) await publish()
