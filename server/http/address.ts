/** Whether a text can stand between the angle brackets of an envelope. */
import { ProblemError } from './problems.ts'

/** Throws a problem for what would break out of the command, or of its line. */
export function checkAddress(address: string): void {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u00a0<>\u2028\u2029]/.test(address))
    throw new ProblemError('bad_request', `${JSON.stringify(address)} is not a bare address such as ann@example.com.`)
}
