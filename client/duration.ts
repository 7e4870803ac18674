/** Times as a test writes them, in milliseconds. */
import { readDuration } from '../criteria/duration.ts'
import { BadRequestError } from './errors.ts'

/** Of a Duration, or of whatever a test gives that no compiler has seen. Throws BadRequestError for what is none. */
export function milliseconds(name: string, duration: unknown): number {
  const ms = typeof duration === 'string' ? readDuration(duration) : duration
  if (typeof ms === 'number' && Number.isFinite(ms) && ms >= 0) return Math.round(ms)
  const given = typeof duration === 'number' ? String(duration) : JSON.stringify(duration)
  throw new BadRequestError(`"${name}" is ${given}, but has to be a time such as '500ms', '5s' or a number of ms.`)
}
