/**
 * A load generator for several servers, which takes turns among them: `node turns.js '<TurnsOptions as JSON>'` prints, for
 * each server, the LoadResult of each turn, as JSON.
 */
import { rotated } from '../rotated.ts'
import { createCrew } from './crew.ts'
import { fail, watch } from './fail.ts'
import type { LoadResult, TurnsOptions } from './options.ts'

const { servers, size, connections, start, turn, turns }: TurnsOptions = JSON.parse(process.argv[2] ?? '')
const watchdog = watch()
const all = servers.map((server) => ({
  crew: createCrew({ ...server, size, connections, mode: 'kept' }, fail),
  results: [] as LoadResult[],
}))
for (const { crew } of all) {
  await crew.open()
  await crew.send(start)
}
for (let n = 0; n < turns; n++) {
  // Every other time the other way round, too.
  const order = rotated(all, n)
  for (const { crew, results } of n % 2 === 0 ? order : order.toReversed()) results.push(await crew.send(turn))
}
for (const { crew } of all) await crew.close()
clearTimeout(watchdog)
console.log(JSON.stringify(all.map(({ results }) => results)))
