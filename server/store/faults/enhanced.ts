/** The enhanced status code (RFC 3463, RFC 5248) that a server would send with a failure, where none is asked for. */
import type { FaultStage } from '../../../contract/fault.ts'

/** Where it is the same at each stage. */
const BY_CODE: ReadonlyMap<number, string> = new Map([
  [421, '4.3.2'],
  [432, '4.7.12'],
  [450, '4.3.0'],
  [451, '4.3.0'],
  [452, '4.3.1'],
  [454, '4.7.0'],
  [455, '4.5.4'],
  [500, '5.5.2'],
  [501, '5.5.4'],
  [502, '5.5.1'],
  [503, '5.5.1'],
  [504, '5.5.4'],
  [521, '5.3.2'],
  [530, '5.7.0'],
  [534, '5.7.9'],
  [535, '5.7.8'],
  [538, '5.7.11'],
  [550, '5.7.1'],
  [551, '5.1.6'],
  [552, '5.3.4'],
  [553, '5.1.3'],
  [554, '5.7.1'],
  [555, '5.5.4'],
  [556, '5.1.10'],
])

/** Where it is about a recipient. */
const OF_RECIPIENT: ReadonlyMap<number, string> = new Map([
  [450, '4.2.1'],
  [452, '4.2.2'],
  [550, '5.1.1'],
  [552, '5.2.2'],
])

/** Where it is about a sender. */
const OF_SENDER: ReadonlyMap<number, string> = new Map([[553, '5.1.7']])

/** Null where replies carry none: the greeting, and what EHLO is answered (RFC 2034, 3). */
export function enhancedFor(code: number, stage: FaultStage): string | null {
  if (stage === 'connect' || stage === 'ehlo') return null
  const own = stage === 'rcpt' ? OF_RECIPIENT.get(code) : stage === 'mail' ? OF_SENDER.get(code) : undefined
  return own ?? BY_CODE.get(code) ?? `${String(code).slice(0, 1)}.0.0`
}
