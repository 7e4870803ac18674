/** What the page about connecting remembers and does: which listener, which language, a test mail. */
import { computed, effect, signal, untracked } from '@preact/signals'
import { snippet, TONGUES, type Tongue } from '../../setup/snippets.ts'
import { waysOf } from './ways.ts'
import * as words from '../../strings/setup.ts'
import type { App } from '../app.ts'
import { createArrivals } from '../arrivals.ts'
import { createOffline } from '../offline.ts'
import { createSnippetTexts } from '../snippets/snippet-texts.ts'
import type { Templates } from '../snippets/template.ts'

export function createSetup(app: App) {
  const { api, base, connection, memory, navigation, commands } = app
  const { offline, reason } = app.part(createOffline)
  const arrivals = app.part(createArrivals)
  const tongue = memory.option<Tongue>('setup-language', TONGUES, 'curl')
  const chosen = memory.json('setup-way', (stored) => (typeof stored === 'string' ? stored : null), '')
  const listeners = computed(() => connection.info.value?.listeners ?? null)
  const ways = computed(() => waysOf(listeners.value ?? [], new URL(base).hostname))
  // The listener that was chosen once may be off today.
  const way = computed(() => ways.value.find(({ id }) => id === chosen.value.value) ?? ways.value[0] ?? null)

  const templates = signal<Templates | null>(null)
  /** The templates are there, or could not be had: the rest of the page is of use without them. */
  const tried = signal(false)

  effect(() => {
    // What could not be had is tried again when the sink is back.
    void offline.value
    if (templates.peek() === null) untracked(() => void app.attempt(fetchTemplates))
  })

  async function fetchTemplates(): Promise<void> {
    try {
      templates.value = await app.part(createSnippetTexts)()
    } finally {
      tried.value = true
    }
  }

  const snippetNow = computed(() =>
    way.value === null || templates.value === null ? '' : snippet(templates.value, tongue.value.value, way.value),
  )

  const sendTest = () =>
    app.attempt(async () => {
      const { id } = await api.sendTestMessage()
      navigation.go({ kind: 'message', id, tab: null })
    })

  commands.add([
    {
      id: 'setup.test',
      title: words.test,
      group: 'app',
      keys: [],
      available: () => !offline.value && ways.value.length > 0,
      run: () => void sendTest(),
    },
  ])
  return {
    tongue,
    ways,
    way,
    choose: (id: string) => chosen.choose(id),
    /** Whether there is something to show: all of it at once, so that nothing moves. */
    known: computed(() => listeners.value !== null && tried.value),
    /** Empty until it is known. */
    snippet: snippetNow,
    fingerprint: computed(() => connection.info.value?.tlsFingerprint ?? null),
    arrivals,
    offline,
    reason,
    sendTest,
  }
}
