/** Waits until a fault has struck so often, or until it can no longer come to that. */
import type { FaultRemoved, StoreEvent } from '../../contract/event.ts'
import type { Fault } from '../../contract/fault.ts'
import type { Waiting } from './waits.ts'

/** `gone`: it will not come to that any more, however long one waits; `message` says why, in one or more lines. */
export type HitsAnswer =
  | { readonly kind: 'hit'; readonly fault: Fault }
  | { readonly kind: 'timeout'; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string }

export interface HitsRequest {
  readonly id: string
  readonly wanted: number
  /** Milliseconds; 0 looks once. */
  readonly timeout: number
}

export async function expectHits(waiting: Waiting, { id, wanted, timeout }: HitsRequest): Promise<HitsAnswer> {
  const { store, bell, now, check } = waiting
  const deadline = now() + timeout
  const news = { hit: null as Fault | null, removed: null as FaultRemoved['why'] | null }
  // Listens before it looks, so that no strike falls between.
  const subscription = await store.subscribe(
    (event: StoreEvent) => {
      if (event.type === 'fault.hit' && event.fault.id === id) news.hit = event.fault
      else if (event.type === 'fault.removed' && event.ids.includes(id)) news.removed = event.why
      else return
      bell.ring()
    },
    { since: null, digests: false, criteria: null },
  )
  try {
    const found = await store.fault(id)
    for (;;) {
      check()
      const fault = news.hit ?? found
      if (fault === null) return { kind: 'gone', message: unknown(id, news.removed) }
      if (fault.count >= wanted) return { kind: 'hit', fault: (await store.fault(id)) ?? fault }
      const end = endOf(fault, wanted, news.removed)
      if (end !== null) {
        const more = end.isThere ? `\n${await store.explainFault(id, wanted)}` : ''
        return { kind: 'gone', message: `${end.fact}${more}` }
      }
      const left = deadline - now()
      if (left <= 0) return { kind: 'timeout', message: await store.explainFault(id, wanted) }
      await bell.heard(left)
    }
  } finally {
    subscription.stop()
  }
}

/** Why a rule cannot strike so often any more; null while it can. Of one that is still there the store can say more. */
function endOf(fault: Fault, wanted: number, removed: FaultRemoved['why'] | null): End | null {
  const rule = `Fault ${fault.id} (${fault.name})`
  const count = `It had struck ${times(fault.count)}, and was to strike ${times(wanted)}.`
  const { per, window, times: most, state } = fault
  if (removed === 'deleted') return { fact: `${rule} was deleted while this waited. ${count}`, isThere: false }
  if (removed === 'inbox_closed')
    return { fact: `${rule} is gone: its inbox was closed while this waited. ${count}`, isThere: false }
  if (removed === 'expired' || state === 'expired')
    return { fact: `${rule} has expired: waiting longer is of no use.`, isThere: true }
  if (per === 'rule' && window === null && most !== null && wanted > most) {
    const fact = `${rule} strikes ${times(most)} at most, so waiting for ${wanted} is of no use. Give it "times": ${wanted}, or null.`
    return { fact, isThere: true }
  }
  return state === 'spent' ? { fact: `${rule} is spent: waiting longer is of no use.`, isThere: true } : null
}

interface End {
  readonly fact: string
  readonly isThere: boolean
}

function unknown(id: string, removed: FaultRemoved['why'] | null): string {
  const why = removed === 'inbox_closed' ? 'Its inbox was closed.' : 'It was deleted.'
  const fate = 'It was deleted, its inbox was closed, it was over long ago, or the id was never given out.'
  return `There is no fault "${id}". ${removed === null ? fate : why}`
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)
