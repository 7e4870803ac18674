/** The form of a new rule: what is typed, what may be chosen, and what the server said to it. */
import { computed, effect, signal, untracked } from '@preact/signals'
import type { Inbox } from '../../../contract/inbox.ts'
import type { FaultStage, ReadyMade } from '../../../contract/fault.ts'
import * as words from '../../strings/faults.ts'
import type { App } from '../app.ts'
import { EMPTY, fitted, specOf, type Draft } from './draft.ts'
import { createFaults } from './faults.ts'
import { fromSession } from './from-session.ts'

export function createFaultForm(app: App) {
  const { api, navigation, toasts, attempt } = app
  const faults = app.part(createFaults)
  const draft = signal<Draft>(EMPTY)
  const presets = signal<readonly ReadyMade[]>([])
  const inboxes = signal<readonly Inbox[]>([])
  /** Why it was refused, in the server's words. */
  const refused = signal<string | null>(null)
  /** The session that it was filled in from. */
  const origin = signal<string | null>(null)

  const ready = computed(() => presets.value.find(({ preset }) => preset === draft.value.preset) ?? null)
  const stage = computed<FaultStage>(() => ready.value?.spec.stage ?? draft.value.stage)

  function change(next: Partial<Draft>): void {
    refused.value = null
    const before = draft.value
    // A value of one kind is none of another.
    const value = (next.scope ?? before.scope) === before.scope ? before.value : ''
    draft.value = { ...before, value, ...next }
    draft.value = fitted(draft.value, stage.value)
  }

  /** Reads what may be chosen; inboxes come and go, so at each visit. */
  function open(): void {
    void attempt(async () => {
      const [known, kept] = await Promise.all([
        presets.peek().length > 0 ? presets.peek() : faults.api.faultPresets(),
        api.inboxes(),
      ])
      presets.value = known
      inboxes.value = kept
    })
  }

  async function fill(session: string): Promise<void> {
    const known = await api.session(session).catch(messageOf)
    if (navigation.parameters.peek().from !== session) return
    origin.value = session
    const isThere = typeof known !== 'string'
    draft.value = isThere ? fromSession(known) : EMPTY
    refused.value = isThere ? null : known
  }

  async function add(): Promise<void> {
    try {
      const fault = await faults.api.createFault(specOf(draft.peek()))
      refused.value = null
      toasts.show(words.added(fault.name))
    } catch (error) {
      refused.value = messageOf(error)
    }
  }

  effect(() => {
    const { from } = navigation.parameters.value
    if (navigation.route.value.kind !== 'faults' || from === undefined) return
    if (from !== untracked(() => origin.value)) untracked(() => void fill(from))
  })

  return {
    draft,
    presets,
    inboxes,
    refused,
    origin,
    ready,
    stage,
    spec: computed(() => specOf(draft.value)),
    change,
    open,
    add,
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
