/** Waiting for one message for each of several criteria, in any order of arrival. */
import type * as Wire from '../contract/criteria.ts'
import type { Claim } from '../contract/wait.ts'
import { assign, shortOf } from './assignment.ts'
import type { Caller } from './caller.ts'
import { type Common, confined, messagesOf } from './common.ts'
import type { Criteria } from './criteria.ts'
import { milliseconds } from './duration.ts'
import { BadRequestError } from './errors.ts'
import { type Asked, askSome, Deadline } from './requests.ts'
import type { Message, Waiting } from './sink.ts'
import { spelled } from './spell.ts'
import { PATIENCE } from './wait-some.ts'

type Options = NonNullable<Parameters<Waiting['waitForEach']>[1]>

/** See `waitForEach` of client/sink.ts. Asks for no more messages than it takes to serve the next of the criteria. */
export async function waitForEach(
  common: Common,
  list: readonly Criteria[],
  options: Options,
  here: Caller,
): Promise<Message[]> {
  const { claims } = common
  const { timeout = PATIENCE, consume = true, signal, since } = options
  if (!Array.isArray(list))
    throw new BadRequestError('waitForEach() takes a list of criteria; for one it is waitFor().')
  const deadline = new Deadline(milliseconds('timeout', timeout))
  const wires = list.map(spelled)
  /** For each of the criteria the messages that are known to fit, oldest first. */
  const known = wires.map(() => new Map<string, Message>())
  const taken = () => (consume ? claims.list() : [])

  for (;;) {
    if (consume) for (const row of known) for (const id of row.keys()) if (claims.has(id)) row.delete(id)
    const fits = known.map((row) => [...row.keys()].toSorted())
    const given = assign(fits)
    const open = given.indexOf(null)
    if (open < 0) {
      const messages = given.flatMap((id, row) => known[row]?.get(id ?? '') ?? [])
      if (consume) for (const { id } of messages) claims.take(id, here)
      return messages
    }
    const short = shortOf(fits, given, open)
    const served = [...new Set(short.flatMap((row) => fits[row] ?? []))]
    const exclude = () => [...taken(), ...served.map((id) => servedBy(id, given))]
    const asked: Asked = { criteria: anyOf(short.map((row) => wires[row] ?? {})), exclude, since, signal }
    const next = await askSome(common, asked, deadline, { count: 1 })
    if (next.kind === 'failed' && short.length > 1 && next.diagnosis.code === 'wait_timeout') {
      // Told of the one that goes without, not of all that it could have changed places with.
      const alone: Asked = { ...asked, criteria: wires[open] ?? {} }
      messagesOf(common, await askSome(common, alone, deadline, { count: 1 }))
      continue
    }
    for (const message of messagesOf(common, next))
      for (const row of short)
        if (short.length === 1 || (await fitsOne(common, wires[row] ?? {}, message.id)))
          known[row]?.set(message.id, message)
  }
}

function servedBy(id: string, given: readonly (string | null)[]): Claim {
  const row = given.indexOf(id)
  const by = row < 0 ? null : `number ${row + 1} of the ${given.length} criteria`
  return { id, by, as: 'served' }
}

const anyOf = (criteria: readonly Wire.Criteria[]): Wire.Criteria =>
  criteria.length === 1 ? (criteria[0] ?? {}) : { any: [...criteria] }

async function fitsOne({ transport, inbox }: Common, criteria: Wire.Criteria, id: string): Promise<boolean> {
  return (await transport.messages(confined({ all: [criteria, { id: { is: id } }] }, inbox))).length > 0
}
