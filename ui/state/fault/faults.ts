/** The rules of the sink: read once, kept up to date by the feed. */
import { computed, effect, signal, untracked } from '@preact/signals'
import { createFaultApi, type FaultApi } from '../../../client/fault-api.ts'
import type { FaultHitEvent, FeedEvent } from '../../../contract/event.ts'
import type { Fault, FaultHit } from '../../../contract/fault.ts'
import type { App } from '../app.ts'

/** Rules that are over, as many as the sink keeps; which it has let go it does not tell. */
const MOST_OVER = 1000

export const createFaults = (app: App) => faultsOf(app, createFaultApi(app.base))

export function faultsOf({ attempt, connection, isLive }: App, api: FaultApi) {
  const rules = signal<ReadonlyMap<string, Fault>>(new Map())
  const loaded = signal(false)
  let asked = 0
  /** What happens while they are read, null at other times: the answer may be older, so it is told again on top. */
  let meanwhile: FeedEvent[] | null = null

  async function load(): Promise<void> {
    const mine = ++asked
    meanwhile = []
    try {
      const found = await api.faults()
      if (mine !== asked) return
      rules.value = new Map(found.map((fault) => [fault.id, fault]))
      loaded.value = true
    } finally {
      if (mine === asked) {
        const late = meanwhile
        meanwhile = null
        apply(late ?? [])
      }
    }
  }

  function apply(events: readonly FeedEvent[]): void {
    meanwhile?.push(...events)
    const next = new Map(rules.value)
    let changed = false
    for (const event of events) {
      if (event.type === 'fault.added') next.set(event.fault.id, next.get(event.fault.id) ?? event.fault)
      else if (event.type === 'fault.hit') next.set(event.fault.id, struck(next.get(event.fault.id), event))
      else if (event.type === 'fault.removed') {
        for (const id of event.ids) {
          const fault = next.get(id)
          if (event.why !== 'expired') next.delete(id)
          else if (fault !== undefined) next.set(id, { ...fault, state: 'expired' })
        }
      } else continue
      changed = true
    }
    if (!changed) return
    const ended = [...next.values()].filter(({ state }) => state !== 'active')
    for (const { id } of ended.slice(0, Math.max(0, ended.length - MOST_OVER))) next.delete(id)
    rules.value = next
  }

  connection.join({ load, apply })
  effect(() => {
    // What could not be had is tried again when the sink is back.
    void isLive.value
    if (!loaded.peek()) untracked(() => void attempt(load))
  })

  const newest = computed(() => [...rules.value.values()].toSorted((a, b) => b.seq - a.seq))
  return {
    api,
    loaded,
    rules,
    active: computed(() => newest.value.filter(({ state }) => state === 'active')),
    over: computed(() => newest.value.filter(({ state }) => state !== 'active')),
    /** Of one that is no longer there only the id is known. */
    nameOf: (id: string) => rules.value.get(id)?.name ?? id,
    remove: (id: string) => attempt(() => api.deleteFault(id)),
    removeAll: () => attempt(() => api.deleteFaults()),
  }
}

/** A hit is told with the newest few only: those before it are known. */
function struck(known: Fault | undefined, { fault, hit }: FaultHitEvent): Fault {
  const [oldest] = fault.hits
  if (known === undefined) return fault
  if (oldest === undefined) return { ...fault, hits: known.hits }
  const at = known.hits.findLastIndex(same(oldest))
  if (at !== -1) return { ...fault, hits: [...known.hits.slice(0, at), ...fault.hits] }
  // It was told late, and has more hits by now than go along: each comes with its own event.
  return { ...fault, hits: known.hits.some(same(hit)) ? known.hits : [...known.hits, hit] }
}

const same = (one: FaultHit) => (other: FaultHit) => one.session === other.session && one.entry === other.entry
