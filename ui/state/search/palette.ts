/** What the palette offers: what can be done now, the newest mails, sessions that failed, settings; the best fit first. */
import { computed, signal } from '@preact/signals'
import type { MessageSummary } from '../../../contract/message.ts'
import type { Session } from '../../../contract/session.ts'
import * as strings from '../../strings/common.ts'
import * as words from '../../strings/palette.ts'
import { sections } from '../../strings/settings.ts'
import type { App } from '../app.ts'
import { fit } from './fuzzy.ts'
import { reasonText, whoSent } from '../people.ts'
import { SECTIONS } from '../route.ts'
import { createQuickChoices } from '../quick-choices.ts'
import { createSearch } from './search.ts'

export type Kind = 'command' | 'message' | 'session' | 'choice' | 'settings' | 'search'

export interface Offer {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  /** Beside the title: who sent it, which group it belongs to. */
  readonly detail: string
  readonly keys: readonly string[]
  readonly run: () => void
  /** Whether the detail can be looked for as well; it can unless it is said. */
  readonly hasDetail?: boolean
}

export interface Found extends Offer {
  /** The letters of the title that were typed. */
  readonly at: readonly number[]
}

const MESSAGES = 50
const SESSIONS = 20
/** Rows that are drawn; who does not find it among these types another letter. */
const MOST = 40

export function createPalette(app: App) {
  const { api, commands, navigation } = app
  const search = app.part(createSearch)
  const choices = app.part(createQuickChoices).map(({ title, run }) => ({
    id: `choice ${title}`,
    kind: 'choice' as const,
    title,
    detail: '',
    keys: [],
    run,
  }))
  const wanted = signal('')
  const active = signal(0)
  const messages = signal<readonly MessageSummary[]>([])
  const sessions = signal<readonly Session[]>([])

  const offers = computed<readonly Offer[]>(() => [
    ...commands.all.value
      .filter(({ hidden, available }) => hidden !== true && available())
      .map(({ id, title, group, keys, run }) => ({
        id: `command ${id}`,
        kind: 'command' as const,
        title,
        detail: words.groups[group],
        keys,
        run,
        // "In the list" would fit whatever is typed.
        hasDetail: group === 'go',
      })),
    ...choices,
    ...messages.value.map((message) => ({
      id: `message ${message.id}`,
      kind: 'message' as const,
      title: message.subject || strings.noSubject,
      detail: whoSent(message),
      keys: [],
      run: () => navigation.go({ kind: 'message', id: message.id, tab: null }),
    })),
    ...sessions.value.map((session) => ({
      id: `session ${session.id}`,
      kind: 'session' as const,
      title: reasonText(session),
      detail: session.helo ?? session.remote.address,
      keys: [],
      run: () => navigation.go({ kind: 'session', id: session.id, side: 'timeline' }),
    })),
    ...SECTIONS.map((section) => ({
      id: `settings ${section}`,
      kind: 'settings' as const,
      title: words.settings(sections[section]),
      detail: '',
      keys: [],
      run: () => navigation.go({ kind: 'settings', section }),
    })),
  ])

  const found = computed<readonly Found[]>(() => {
    const text = wanted.value.trim()
    if (text === '') return usual(offers.value).map((offer) => ({ ...offer, at: [] }))
    const fitting = offers.value.flatMap((offer, order) => {
      const title = fit(offer.title, text)
      // What stands beside the title counts too, but less.
      const whole = title === null && offer.hasDetail !== false ? fit(`${offer.detail} ${offer.title}`, text) : null
      const score = title?.score ?? (whole === null ? null : whole.score - 10)
      return score === null ? [] : [{ offer: { ...offer, at: title?.at ?? [] }, score, order }]
    })
    const sorted = fitting.toSorted((a, b) => b.score - a.score || a.order - b.order)
    // Letters scattered over a name are a last resort.
    const best = (sorted[0]?.score ?? 0) > 0 ? sorted.filter(({ score }) => score > 0) : sorted
    const shown = best.slice(0, MOST).map(({ offer }) => offer)
    const finder = {
      id: 'search',
      kind: 'search' as const,
      title: words.searchFor(text),
      detail: '',
      keys: [],
      run: () => search.use(text),
    }
    return [...shown, { ...finder, at: [] }]
  })

  async function read(): Promise<void> {
    const [mails, failed] = await Promise.allSettled([
      api.messages({ limit: MESSAGES, digests: false }),
      api.sessions({ outcome: 'nothing', limit: SESSIONS }),
    ])
    if (mails.status === 'fulfilled') messages.value = mails.value.messages
    if (failed.status === 'fulfilled') sessions.value = failed.value.sessions
  }

  return {
    wanted,
    active,
    found,
    /** Begins anew; what is offered of mails and sessions comes a moment later. */
    open(): void {
      wanted.value = ''
      active.value = 0
      void read()
    },
    type(text: string): void {
      wanted.value = text
      active.value = 0
    },
    move(by: number): void {
      const last = found.peek().length - 1
      const next = active.peek() + by
      active.value = next < 0 ? last : next > last ? 0 : next
    },
    chosen: () => found.peek()[active.peek()] ?? null,
  }
}

/** Before anything is typed: what can be done, and a few of the newest. */
function usual(offers: readonly Offer[]): Offer[] {
  const few: Partial<Record<Kind, number>> = { message: 8, session: 4, choice: 0 }
  const seen = new Map<Kind, number>()
  return offers.filter(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    return count <= (few[kind] ?? Infinity)
  })
}
