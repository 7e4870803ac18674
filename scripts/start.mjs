/** `npm start -- <flags>`: builds what is older than its sources, then is mailsink itself, with the same arguments. */
import { build } from './build.mjs'

await build(['server', 'ui'], { stale: true })
// In this process, so that signals reach it without a relay.
await import(new URL('../dist/main.js', import.meta.url).href)
