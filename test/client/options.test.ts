/** Options that no compiler has seen. */
import { expect, test } from 'vitest'
import { BadRequestError } from '../../client/errors.ts'
import { checkOptions } from '../../client/options.ts'

const all = 'timeout, quiet, consume, since, signal, matching, exact, per, before, until, includeRefused, onVacuous'

test.each<[object, string]>([
  [{ timout: 5 }, `There is no option "timout". Known: ${all}.`],
  [{ constructor: 5 }, `There is no option "constructor". Known: ${all}.`],
  [{ consume: 'false' }, '"consume" is "false", but has to be true or false.'],
  [{ per: 'recipients' }, '"per" is "recipients", but has to be "message" or "recipient".'],
  [{ onVacuous: 'error' }, '"onVacuous" is "error", but has to be "ignore" or "warn" or "fail".'],
])('%j is refused', (options, message) => {
  expect(() => checkOptions(options)).toThrow(new BadRequestError(message))
})

test('what there is passes, also undefined', () => {
  const options = {
    timeout: '5s',
    quiet: undefined,
    since: undefined,
    consume: false,
    per: 'recipient',
    signal: AbortSignal.abort(),
    matching: () => true,
    before: {},
  }
  expect(() => checkOptions(options)).not.toThrow()
})
