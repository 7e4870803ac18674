import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { DOCS_POLICY } from '../../server/http/docs-page.ts'
import { inProcess } from './support/app.ts'
import { ROUTES } from './support/routes.ts'

interface Document {
  openapi: string
  paths: Record<string, Record<string, { responses: Record<string, unknown>; summary?: string; operationId?: string }>>
  components: { schemas: Record<string, unknown> }
}

async function served(): Promise<Document> {
  const { app } = await inProcess()
  return (await app.inject('/api/openapi.json')).json()
}

test('docs/openapi.json is what the app says of itself (npx tsx scripts/openapi.ts writes it)', async () => {
  const file = await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
  expect(JSON.parse(file)).toEqual(await served())
})

test('describes every route of the API', async () => {
  const { openapi, paths } = await served()
  expect(openapi).toBe('3.1.0')
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'x').replace('/parts/x', '/parts/1')}`,
    ),
  )
  const undescribed = new Set(['/api/openapi.json', '/api/docs', '/api/v1/messages'])
  const expected = ROUTES.filter(
    ([method, path]) => path.startsWith('/api') && !undescribed.has(path) && !['PUT', 'OPTIONS'].includes(method),
  )
  expect(described.toSorted()).toEqual(
    [
      ...expected.map(([method, path]) => `${method} ${path.split('?', 1)[0]}`),
      'GET /livez',
      'GET /metrics',
      'GET /readyz',
    ].toSorted(),
  )
})

test('every reference leads somewhere, and every route has a name and a summary', async () => {
  const document = await served()
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)
  for (const [, name = ''] of references) expect(document.components.schemas).toHaveProperty(name)
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(operations.length)
  for (const { summary, operationId } of operations) expect([summary, operationId]).not.toContain(undefined)
})

test('the page to read it has nothing in it that runs or is fetched', async () => {
  const { app } = await inProcess()
  const { body, headers } = await app.inject('/api/docs')
  expect(headers['content-security-policy']).toBe(DOCS_POLICY)
  expect(DOCS_POLICY).toContain("default-src 'none'")
  expect(body).not.toMatch(/<script|<link|<img|\son\w+=|style="|https?:/)
  expect(body).toContain('GET /api/messages/{id}/raw')
  expect(body).toContain('id="MessageSummary"')
})
