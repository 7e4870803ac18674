/**
 * Loaded into a Node contestant with `--expose-gc --import`: on SIGUSR2 it collects the garbage and writes what is left
 * as one line of JSON to descriptor 3. The contestants cannot be asked over SMTP, and each would answer differently.
 */
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

process.on('SIGUSR2', () => void answer())

async function answer(): Promise<void> {
  // Once for the garbage, again for what its finalizers let go, and a pause for the pages to go back to the system.
  for (let round = 0; round < 3; round++) {
    gc?.()
    await sleep(100)
  }
  writeSync(3, `${JSON.stringify(process.memoryUsage())}\n`)
}
