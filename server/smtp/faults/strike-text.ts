/** What a fault does, in the words of the transcript. */
import type { FaultAction } from '../../../contract/fault.ts'
import type { Strike } from '../../../contract/strike.ts'

/** Such as `Fault "greylisting" (f_1): the answer is 451.`; `message` is the mail that was kept first. */
export function strikeText(strike: Strike, message: string | null): string {
  const kept = message === null ? '' : ` The mail was kept as ${message} first.`
  return `Fault "${strike.fault.name}" (${strike.fault.id}): ${doing(strike)}.${kept}`
}

function doing({ reply, action }: Strike): string {
  const answer = reply === null ? null : `the answer is ${reply.code}`
  if (action === null) return answer ?? 'nothing is done'
  return answer === null ? deed(action) : `${deed(action)}, then ${answer}`
}

function deed(action: FaultAction): string {
  switch (action.type) {
    case 'delay':
      return `${action.delay} ms pass`
    case 'drop':
      return action.how === 'rst' ? 'the connection is reset' : 'the connection is closed without a word'
    case 'stall':
      return 'nothing more is said'
    case 'trickle':
      return action.direction === 'server'
        ? `from here on the server says ${action.bytesPerSecond} bytes a second`
        : `from here on the server reads ${action.bytesPerSecond} bytes a second`
    case 'garble':
      return garbled[action.how]
    case 'hide':
      return `the answer leaves out ${action.extensions.join(', ')}`
    case 'tls':
      return handshakes[action.how]
  }
}

const garbled: Record<Extract<FaultAction, { type: 'garble' }>['how'], string> = {
  nonsense: 'the answer is no reply',
  unfinished: 'the answer has no end',
  mixed: 'the answer has two codes',
  'bare-lf': 'the answer ends in LF without CR',
}

const handshakes: Record<Extract<FaultAction, { type: 'tls' }>['how'], string> = {
  alert: 'the handshake is refused by an alert',
  close: 'the connection is closed in the handshake',
  stall: 'the handshake is not answered',
  expired: 'the certificate has expired',
  'wrong-name': 'the certificate is for another name',
  'old-version': 'TLS 1.0 is the only version that is spoken',
}
