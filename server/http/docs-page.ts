/** The OpenAPI document as a page to read: written by the server, with nothing in it that runs or is fetched. */
import { createHash } from 'node:crypto'

interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  default?: unknown
}

interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

interface Document {
  info: { title: string; description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem } h3 { font-size: 1rem; border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 2rem }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
th, td { padding: .2rem 1rem .2rem 0; vertical-align: top; border-bottom: 1px solid var(--line) } td:first-child { white-space: nowrap }
`

/** Belongs on the answer that carries the page: the one style it allows is the page's own. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`

export function renderDocs(json: object): string {
  const document = json as Document
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const sections = document.tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(name))
    return html`<h2>${name}</h2>
      <p>${description}</p>
      ${own.map(({ path, method, operation }) => renderOperation(method, path, operation))}`
  })
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      html`<h3 id="${name}"><code>${name}</code></h3>
        ${renderSchema(schema)}`,
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title} API</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${document.info.title} API</h1>
        <p>${document.info.description} As a document for programs: <a href="openapi.json">openapi.json</a>.</p>
        ${sections}
        <h2>Schemas</h2>
        ${schemas}
      </body>
    </html>`.text
}

function renderOperation(method: string, path: string, operation: Operation): Html {
  const parameters = operation.parameters ?? []
  const bodies = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(operation.responses).map(([status, { description, content = {} }]) => {
    const types = Object.entries(content).map(([type, { schema }]) => html`<code>${type}</code> ${typeOf(schema)} `)
    return html`<tr>
      <td>${status}</td>
      <td>${types}</td>
      <td>${description}</td>
    </tr>`
  })
  return html`<h3><code>${method} ${path}</code></h3>
    <p>${operation.summary ?? ''}. ${prose(operation.description)}</p>
    ${
      parameters.length > 0 &&
      html`<table>
        <tr>
          <th>Parameter</th>
          <th>Type</th>
          <th></th>
        </tr>
        ${parameters.map(
          ({ name, schema = {}, description }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td>${typeOf(schema)}</td>
              <td>${prose(description)}</td>
            </tr>`,
        )}
      </table>`
    }
    ${bodies.map(([type, { schema }]) => html`<p>Body: <code>${type}</code> ${typeOf(schema)}</p>`)}
    <table>
      <tr>
        <th>Status</th>
        <th>Answer</th>
        <th></th>
      </tr>
      ${answers}
    </table>`
}

function renderSchema(schema: Schema): Html {
  if (schema.properties === undefined) return html`<p>${typeOf(schema)}</p>`
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : ' (optional)'
    const { description } = property.anyOf?.find((choice) => choice.description) ?? property
    return html`<tr>
      <td><code>${name}</code>${optional}</td>
      <td>${typeOf(property)}</td>
      <td>${prose(description)}</td>
    </tr>`
  })
  return html`<table>
    ${rows}
  </table>`
}

function typeOf(schema: Schema): Html {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return html`<a href="#${name}">${name}</a>`
  const text = schema.default === undefined ? '' : `, default ${JSON.stringify(schema.default)}`
  if (schema.enum) return html`<code>${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}</code>${text}`
  if (schema.anyOf) return html`${schema.anyOf.map((choice, at) => html`${at === 0 ? '' : ' | '}${typeOf(choice)}`)}`
  if (schema.type === 'array') return html`${typeOf(schema.items ?? {})}[]`
  if (schema.properties) {
    const inner = Object.entries(schema.properties).map(
      ([key, value], at) => html`${at === 0 ? '' : ', '}${key}: ${typeOf(value)}`,
    )
    return html`{ ${inner} }`
  }
  return html`${schema.type ?? 'any'}${text}`
}

/** Text with its \`code\` marked. */
function prose(text = ''): Html[] {
  return text.split('`').map((piece, at) => (at % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))
}

class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | Html | false | Piece[]

/** A template whose values are escaped, unless they came from such a template. */
function html(texts: TemplateStringsArray, ...pieces: Piece[]): Html {
  const write = (piece: Piece): string => {
    if (piece === false) return ''
    if (Array.isArray(piece)) return piece.map(write).join('')
    return piece instanceof Html ? piece.text : piece.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
  }
  return new Html(String.raw({ raw: texts }, ...pieces.map(write)))
}
