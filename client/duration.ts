/** Times as a test writes them, in milliseconds. */
import { readDuration } from '../criteria/duration.ts'
import { BadRequestError } from './errors.ts'
import type { Duration } from './sink.ts'

export function milliseconds(name: string, duration: Duration): number {
  const ms = typeof duration === 'number' ? duration : readDuration(duration)
  if (ms === null || !Number.isFinite(ms) || ms < 0)
    throw new BadRequestError(
      `"${name}" is ${JSON.stringify(duration)}, but has to be a time such as '500ms', '5s' or a number of ms.`,
    )
  return Math.round(ms)
}
