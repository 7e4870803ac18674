/** Writes docs/openapi.json from the routes: `npx tsx scripts/openapi.ts`. A test compares the two. */
import { writeFileSync } from 'node:fs'
import type { Store } from '../contract/store.ts'
import { buildApp } from '../server/http/app.ts'
import type { Waits } from '../server/wait/waits.ts'

const unused = () => {
  throw new Error('The description needs no store.')
}
const app = await buildApp({
  basePath: '/',
  allowHosts: [],
  allowOrigins: [],
  auth: null,
  token: null,
  messageSize: 1,
  store: {} as Store,
  waits: {} as Waits,
  snapshot: unused,
  testMessage: unused,
  info: unused,
  ready: () => true,
  pem: () => null,
  pages: null,
  log: () => {},
})
const { body } = await app.inject('/api/openapi.json')
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(JSON.parse(body), null, 2)}\n`)
await app.close()
