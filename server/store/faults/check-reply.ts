/** The refusal of a rule as it is asked for, checked and filled in. */
import type { FaultReply, FaultStage } from '../../../contract/fault.ts'
import { CriteriaError } from '../../../criteria/error.ts'
import { enhancedFor } from './enhanced.ts'
import { isObject, partsOf, told, wrong } from './told.ts'

const LINES = 10
const CHARACTERS = 400
/** RFC 3463, 2, of a failure. */
const STATUS = /^[45]\.\d{1,3}\.\d{1,3}$/
const CONTROL = /\p{Cc}/u

/** Throws CriteriaError. */
export function readReply(value: unknown, stage: FaultStage): FaultReply {
  if (!isObject(value)) throw wrong('reply', value, 'an object such as { "code": 451 }')
  const { code: wanted, enhanced, text } = partsOf('reply', value, ['code', 'enhanced', 'text'])
  const code = readCode(wanted, stage)
  const reply = { code, enhanced: readEnhanced(enhanced, code, stage), text: readText(text, code) }
  const status = /^\d\.\d{1,3}\.\d{1,3}(?= )/.exec(reply.text)
  if (status === null) return reply
  throw new CriteriaError(
    `"reply.text" begins with ${status[0]}, which is an enhanced status code: it belongs into "reply.enhanced".`,
  )
}

function readCode(value: unknown, stage: FaultStage): number {
  if (value === undefined) throw new CriteriaError('"reply" has no "code". Give one from 400 to 599, such as 451.')
  const range = 'a failure is told by 400 to 499 (for a time) or 500 to 599 (for good)'
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new CriteriaError(`"reply.code" is ${told(value)}, but has to be a whole number: ${range}.`)
  if (value >= 400 && value < 600) return value
  if (value >= 200 && value < 300)
    throw new CriteriaError(`"reply.code" is ${value}, which is no failure but says that all is well: ${range}.`)
  if (value === 354)
    throw new CriteriaError(
      `"reply.code" is 354, which is what DATA is answered when the mail may come: ${range}. ` +
        `To make the client wait for it, use the action "delay"${stage === 'data' ? '' : ' at the stage "data"'}.`,
    )
  if (value >= 300 && value < 400)
    throw new CriteriaError(`"reply.code" is ${value}, which is no failure but asks the client to go on: ${range}.`)
  throw new CriteriaError(`"reply.code" is ${value}, which no client would understand: ${range}.`)
}

function readEnhanced(value: unknown, code: number, stage: FaultStage): string | null {
  if (value === undefined) return enhancedFor(code, stage)
  if (value === null) return null
  if (typeof value !== 'string' || !STATUS.test(value))
    throw wrong('reply.enhanced', value, 'a status code of RFC 3463 such as "4.7.1", or null to send none')
  const kind = String(code).slice(0, 1)
  if (value.startsWith(kind)) return value
  throw new CriteriaError(
    `"reply.enhanced" is "${value}" and "reply.code" is ${code}, which contradict each other: ` +
      `${inWords(value)}, and ${inWords(String(code))}. Write ${kind}${value.slice(1)}, or another code.`,
  )
}

const inWords = (code: string) =>
  code.startsWith('4') ? `${code} is a failure for a time` : `${code} is a failure for good`

function readText(value: unknown, code: number): string {
  if (value === undefined) return code < 500 ? 'Try again later' : 'Refused'
  const given: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!given.every((line) => typeof line === 'string'))
    throw wrong('reply.text', value, 'text, or a list of lines that are text')
  const lines = given.join('\n').split('\n')
  if (lines.every((line) => line.trim() === ''))
    throw new CriteriaError('"reply.text" is empty. Leave it off, or say what the client is told.')
  if (lines.length > LINES) throw new CriteriaError(`"reply.text" has ${lines.length} lines, but may have ${LINES}.`)
  const longest = Math.max(...lines.map(({ length }) => length))
  if (longest > CHARACTERS)
    throw new CriteriaError(`"reply.text" has a line of ${longest} characters, but may have ${CHARACTERS} in each.`)
  if (lines.some((line) => CONTROL.test(line)))
    throw new CriteriaError(
      '"reply.text" holds a control character. Divide its lines by a line feed alone, or give a list of them; ' +
        'to send what is no reply, use the action "garble".',
    )
  return lines.join('\n')
}
