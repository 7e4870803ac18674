/** What a rule does other than to refuse, as it is asked for, checked and filled in. */
import type { FaultAction, FaultPreset, FaultStage } from '../../../contract/fault.ts'
import { CriteriaError } from '../../../criteria/error.ts'
import { readNumber, readTime } from './check-numbers.ts'
import { ACTIONS, DEEDS, stagesFor, type Deed } from './stages.ts'
import { isObject, oneOf, partsOf, readWord, told, wrong } from './told.ts'

const HOUR = 3_600_000
const MOST_BYTES = 1_000_000_000
/** What the sink offers to EHLO. */
const EXTENSIONS = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE', 'ENHANCEDSTATUSCODES', 'DSN', 'AUTH', 'STARTTLS']
const KEYS = {
  delay: ['type', 'delay'],
  drop: ['type', 'how', 'after'],
  stall: ['type'],
  trickle: ['type', 'bytesPerSecond', 'direction'],
  garble: ['type', 'how'],
  hide: ['type', 'extensions'],
  tls: ['type', 'how'],
} as const

/** What each does, for the sentence about a stage where it cannot. */
const DOES: Readonly<Record<Deed, string>> = {
  reply: 'A reply answers a command',
  delay: '"delay" waits',
  drop: '"drop" ends the connection',
  stall: '"stall" says nothing more',
  trickle: '"trickle" makes the connection slow',
  garble: '"garble" sends what is no reply',
  hide: '"hide" leaves extensions out of the answer to EHLO',
  tls: '"tls" breaks the handshake',
}

/** Throws CriteriaError. */
export function readAction(value: unknown, stage: FaultStage, preset: FaultPreset | null): FaultAction {
  if (!isObject(value)) throw wrong('action', value, 'an object such as { "type": "drop" }')
  const { type: wanted } = value as { type?: unknown }
  if (wanted === undefined) throw new CriteriaError(`"action" has no "type". Known: ${ACTIONS.join(', ')}.`)
  const type = readWord('action.type', wanted, ACTIONS)
  checkDeed(type, stage, preset)
  const parts: Partial<Record<string, unknown>> = partsOf('action', value, KEYS[type])
  switch (type) {
    case 'delay':
      return { type, delay: readTime('action.delay', needed('delay', parts.delay, '"2s"'), 1, HOUR) }
    case 'drop':
      return { type, how: readWord('action.how', parts.how ?? 'fin', ['fin', 'rst']), after: after(parts.after, stage) }
    case 'stall':
      return { type }
    case 'trickle': {
      const speed = needed('bytesPerSecond', parts.bytesPerSecond, '40')
      const bytesPerSecond = readNumber('action.bytesPerSecond', speed, 1, MOST_BYTES)
      return { type, bytesPerSecond, direction: direction(parts.direction, stage) }
    }
    case 'garble': {
      const how = parts.how ?? 'nonsense'
      return { type, how: readWord('action.how', how, ['nonsense', 'unfinished', 'mixed', 'bare-lf']) }
    }
    case 'hide':
      return { type, extensions: extensions(needed('extensions', parts.extensions, '["STARTTLS"]')) }
    case 'tls': {
      const how = needed('how', parts.how, '"alert"')
      return {
        type,
        how: readWord('action.how', how, ['alert', 'close', 'stall', 'expired', 'wrong-name', 'old-version']),
      }
    }
  }
}

/** Throws for what cannot be done at a stage, with what can, and where it could. */
export function checkDeed(deed: Deed, stage: FaultStage, preset: FaultPreset | null): void {
  if (DEEDS[stage].includes(deed)) return
  const others = stagesFor(deed)
  const there =
    others.length > 5 ? ` other stages, such as "${stage === 'payload' ? 'end' : 'ehlo'}"` : ` ${oneOf(others)}`
  const reason = stage === 'payload' && deed === 'reply' ? ', and the mail on its way is answered at its end' : ''
  const whose = preset === null ? '' : `, which is that of the preset "${preset}"`
  throw new CriteriaError(
    `${DOES[deed]}${reason}: that cannot be done at the stage "${stage}"${whose}, but at${there}. ` +
      `At "${stage}" there is ${oneOf(DEEDS[stage])}.`,
  )
}

function needed(key: string, value: unknown, example: string): unknown {
  if (value !== undefined) return value
  throw new CriteriaError(`"action" has no "${key}", such as ${example}.`)
}

function after(value: unknown, stage: FaultStage): number {
  const bytes = readNumber('action.after', value ?? 0, 0, MOST_BYTES)
  if (bytes === 0 || stage === 'payload') return bytes
  throw new CriteriaError(
    `"action.after" counts bytes of the mail, which come at the stage "payload" only. Use that stage, or leave it off.`,
  )
}

function direction(value: unknown, stage: FaultStage): 'server' | 'client' {
  const wanted = readWord('action.direction', value ?? (stage === 'payload' ? 'client' : 'server'), [
    'server',
    'client',
  ])
  if (wanted === 'client' && (stage === 'end' || stage === 'quit'))
    throw new CriteriaError(
      `At the stage "${stage}" the client has said what it had to say, so it cannot be slowed down. ` +
        'Use the direction "server", or the stage "payload".',
    )
  if (wanted === 'server' && stage === 'payload')
    throw new CriteriaError(
      'While the mail is on its way the server says nothing, so it cannot be slow. Use the direction "client", or the stage "end".',
    )
  return wanted
}

function extensions(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new CriteriaError(
      `"action.extensions" is ${Array.isArray(value) ? 'an empty list' : told(value)}, but has to be a list such as ["STARTTLS"].`,
    )
  const given: readonly unknown[] = value
  const names = given.map((name, index) =>
    readWord(`action.extensions[${index}]`, typeof name === 'string' ? name.toUpperCase() : name, EXTENSIONS),
  )
  return [...new Set(names)]
}
