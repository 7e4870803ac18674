/** Reads what the HTTP API tells of faults and attempts: apart from the rest, so that a page can load it late. */
import type { MailAttempts } from '../contract/attempts.ts'
import type { Fault, FaultSpec, ReadyMade } from '../contract/fault.ts'
import { at, createRequests, sent } from './api.ts'

/** Every function rejects with ApiError or UnreachableError. */
export interface FaultApi {
  /** Oldest first: those that are active, and the newest of those that are spent or have expired. */
  faults(): Promise<Fault[]>
  /**
   * ApiError with `bad_request` and the reason for one that makes no sense, with `contradicting_fault` or
   * `too_many_faults` for one that the others leave no room.
   */
  createFault(spec: FaultSpec): Promise<Fault>
  /** ApiError with `not_found` for one that is gone already. */
  deleteFault(id: string): Promise<void>
  /** Removes all rules; gives how many. */
  deleteFaults(): Promise<number>
  faultPresets(): Promise<ReadyMade[]>
  /** All attempts to deliver the mail that a message is. */
  attemptsOf(messageId: string): Promise<MailAttempts>
}

/** As `createApi` of client/api.ts. */
export function createFaultApi(base: string | URL, options: { fetch?: typeof globalThis.fetch } = {}): FaultApi {
  const { ask, json } = createRequests(base, options)
  return {
    faults: async () => (await json<{ faults: Fault[] }>('faults')).faults,
    createFault: (spec) => json('faults', sent('POST', spec)),
    async deleteFault(id) {
      await ask(at('faults', id), { method: 'DELETE' })
    },
    deleteFaults: async () => (await json<{ deleted: number }>('faults?all=true', { method: 'DELETE' })).deleted,
    faultPresets: async () => (await json<{ presets: ReadyMade[] }>('faults/presets')).presets,
    attemptsOf: (id) => json(at('messages', id, 'attempts')),
  }
}
