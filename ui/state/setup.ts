/** What the page about connecting remembers and does: which listener, which language, a test mail. */
import { computed } from '@preact/signals'
import { snippet, TONGUES, type Tongue } from '../setup/snippets.ts'
import { waysOf } from '../setup/ways.ts'
import { words } from '../strings/setup.ts'
import type { App } from './app.ts'
import { createArrivals } from './arrivals.ts'
import { createOffline } from './offline.ts'

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
    /** Whether the facts are there already. */
    known: computed(() => listeners.value !== null),
    snippet: computed(() => (way.value === null ? '' : snippet(tongue.value.value, way.value))),
    fingerprint: computed(() => connection.info.value?.tlsFingerprint ?? null),
    arrivals,
    offline,
    reason,
    sendTest,
  }
}
