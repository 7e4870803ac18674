/** How a generator gives up: with the reason, and an exit code that tells. */
const patience = 120_000

export function fail(error: Error): never {
  console.error(error)
  process.exit(1)
}

/** Gives up when it is not done in time. */
export function watch(): NodeJS.Timeout {
  return setTimeout(() => fail(new Error(`not done after ${patience} ms`)), patience)
}
