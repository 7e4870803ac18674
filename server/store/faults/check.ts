/** A rule as it is asked for, by nobody knows whom: whether it makes sense, and what it is with all that was left off. */
import { type Fault, type FaultPreset, FaultSpec } from '../../../contract/fault.ts'
import { CriteriaError } from '../../../criteria/error.ts'
import { isField } from '../../../criteria/fields.ts'
import { checkDeed, readAction } from './check-action.ts'
import { readNumber, readProbability, readTime, readTimes } from './check-numbers.ts'
import { readReply } from './check-reply.ts'
import { isEverybody, readScope } from './check-scope.ts'
import { nameOf } from './name.ts'
import { readyMade } from './presets.ts'
import { obstacleIn } from './reach.ts'
import { STAGES } from './stages.ts'
import { isObject, oneOf, partsOf, readWord, told, wrong } from './told.ts'
import { refuseObstacle } from './unreachable.ts'

/** All that a rule is before it has an id. Null as `ttl` and `seed`: not said. */
export interface FaultPlan extends Pick<
  Fault,
  | 'name'
  | 'preset'
  | 'scope'
  | 'stage'
  | 'reply'
  | 'action'
  | 'store'
  | 'per'
  | 'skip'
  | 'times'
  | 'window'
  | 'for'
  | 'ttl'
  | 'probability'
> {
  readonly seed: number | null
}

const DAY = 86_400_000
const MOST = 1_000_000_000
const LONGEST_NAME = 200
const MOST_SEED = 2 ** 32 - 1
const CONTROL = /\p{Cc}/u

const KEYS: readonly string[] = Object.keys(FaultSpec.properties)
/** Keys that people try, and what holds them. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['at', 'stage'],
  ['code', 'reply.code'],
  ['text', 'reply.text'],
  ['enhanced', 'reply.enhanced'],
  ['delay', 'action.delay'],
  ['type', 'action.type'],
  ['bytesPerSecond', 'action.bytesPerSecond'],
])

/**
 * What a FaultSpec says, with all that it leaves off. Throws CriteriaError for whatever is wrong with it, an inbox that
 * is not there aside.
 */
export function readFault(value: unknown): FaultPlan {
  if (!isObject(value))
    throw new CriteriaError(`A fault is an object such as { "scope": …, "preset": "greylisting" }, not ${told(value)}.`)
  checkKeys(value)
  const own = partsOf('fault', value, KEYS)
  const preset = readPreset(own.preset)
  const given = { ...(preset === null ? {} : partsOfPreset(preset, own)), ...own, ...rephrased(preset, own) }
  const scope = readScope(given.scope)
  const stage = readStage(given.stage)
  if (given.reply === undefined && given.action === undefined)
    throw new CriteriaError(
      'The rule does nothing. Give it a "reply" such as { "code": 451 }, an "action" such as { "type": "drop" }, or a "preset".',
    )
  if (given.reply !== undefined) checkDeed('reply', stage, preset)
  const reply = given.reply === undefined ? null : readReply(given.reply, stage)
  const action = given.action === undefined ? null : readAction(given.action, stage, preset)
  if (reply !== null && action !== null && action.type !== 'delay')
    throw new CriteriaError(
      `The rule has a reply and the action "${action.type}", but only "delay" goes with a reply. Leave one of them off.`,
    )
  const plan: Omit<FaultPlan, 'name'> = {
    preset,
    scope,
    stage,
    reply,
    action,
    store: readStore(given.store ?? false, { stage, reply, action }),
    per: readWord('per', given.per ?? 'rule', ['rule', 'session', 'client', 'triplet']),
    skip: readNumber('skip', given.skip ?? 0, 0, MOST),
    times: readTimes(given.times === undefined ? 1 : given.times, MOST),
    window: given.window == null ? null : readTime('window', given.window, 1, DAY),
    for: given.for == null ? null : readTime('for', given.for, 1, DAY),
    ttl: given.ttl === undefined ? null : readTime('ttl', given.ttl, 1, DAY),
    probability: readProbability(given.probability ?? 1),
    seed: given.seed === undefined ? null : readNumber('seed', given.seed, 0, MOST_SEED),
  }
  if (!isEverybody(scope))
    refuseObstacle(
      obstacleIn(scope, stage, () => null),
      stage,
      preset,
    )
  return { ...plan, name: given.name === undefined ? nameOf(plan) : readName(given.name) }
}

function checkKeys(value: object): void {
  for (const key of Object.keys(value)) {
    if (KEYS.includes(key)) continue
    if (isField(key) && !MEANT.has(key))
      throw new CriteriaError(`"${key}" tells whose mail the rule is about: it belongs into "scope".`)
    const meant = MEANT.get(key)
    if (meant !== undefined) throw new CriteriaError(`Unknown key "${key}" in a fault. Did you mean "${meant}"?`)
  }
}

function readPreset(value: unknown): FaultPreset | null {
  if (value === undefined) return null
  return readWord(
    'preset',
    value,
    readyMade.map(({ preset }) => preset),
  )
}

/** What a preset says, less its answer where another is asked for. */
function partsOfPreset(preset: FaultPreset, own: Partial<Record<keyof FaultSpec, unknown>>): Partial<FaultSpec> {
  const { reply, action, ...rest } = readyMade.find((one) => one.preset === preset)?.spec ?? {}
  if (own.reply !== undefined || own.action !== undefined) return rest
  return { ...rest, ...(reply && { reply }), ...(action && { action }) }
}

/** A reply without a code says the preset's in other words. */
function rephrased(preset: FaultPreset | null, { reply, action }: Partial<Record<keyof FaultSpec, unknown>>) {
  const its = readyMade.find((one) => one.preset === preset)?.spec.reply
  const hasNoCode = typeof reply === 'object' && reply !== null && !Object.hasOwn(reply, 'code')
  return its === undefined || action !== undefined || !hasNoCode ? {} : { reply: { ...its, ...reply } }
}

function readStage(value: unknown): FaultPlan['stage'] {
  if (value !== undefined) return readWord('stage', value, STAGES)
  throw new CriteriaError(`The rule has no "stage". Say where in a session it strikes: ${oneOf(STAGES)}.`)
}

function readStore(value: unknown, { stage, reply, action }: Pick<FaultPlan, 'stage' | 'reply' | 'action'>): boolean {
  if (typeof value !== 'boolean') throw wrong('store', value, 'true or false')
  if (!value) return false
  if (stage !== 'end')
    throw new CriteriaError(
      `"store" keeps the mail and then fails, but at the stage "${stage}" there is no mail to keep. Use the stage "end", or leave it off.`,
    )
  if (reply === null && (action?.type === 'delay' || action?.type === 'trickle'))
    throw new CriteriaError(
      `"store" keeps the mail and then fails, but the action "${action.type}" fails nothing: the mail is kept anyway. Leave "store" off, or use "drop".`,
    )
  return true
}

function readName(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong('name', value, 'text that is not empty')
  if (value.length > LONGEST_NAME)
    throw new CriteriaError(`"name" has ${value.length} characters, but may have ${LONGEST_NAME}.`)
  if (CONTROL.test(value)) throw new CriteriaError('"name" holds a control character. Write it in one line.')
  return value
}
