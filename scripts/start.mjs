/** `npm start -- <flags>`: builds what is older than its sources, then is mailsink itself, with the same arguments. */
import { build } from './build.mjs'

await build(['server', 'ui'], { stale: true })
// In this process, so that signals reach it without a relay.
await import(new URL('../dist/main.js', import.meta.url).href)

// npm hands a signal to its shell and no further: when that shell is gone, whoever started this wants it to end.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 250).unref()
