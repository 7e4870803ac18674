/** The load generator, a process of its own: `node main.js '<LoadOptions as JSON>'` prints a LoadResult as JSON. */
import { createCrew } from './crew.ts'
import { fail, watch } from './fail.ts'
import type { LoadOptions } from './options.ts'

const options: LoadOptions = JSON.parse(process.argv[2] ?? '')
const watchdog = watch()
const crew = createCrew(options, fail)
await crew.open()
if (options.warmup) await crew.send(options.warmup)
const result = await crew.send(options.measured)
await crew.close()
clearTimeout(watchdog)
console.log(JSON.stringify(result))
