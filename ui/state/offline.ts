/** Whether the sink can be reached; what needs it is switched off meanwhile, with the reason beside it. */
import { computed } from '@preact/signals'
import * as words from '../strings/offline.ts'
import type { App } from './app.ts'

/**
 *     const { offline, reason } = usePart(createOffline)
 *     <button disabled={offline.value} title={reason.value ?? undefined}>
 */
export function createOffline({ connection }: App) {
  const offline = computed(() => {
    const { kind } = connection.state.value
    return kind === 'offline' || kind === 'reconnecting'
  })
  return {
    offline,
    /** Why something cannot be done now, or null. */
    reason: computed(() => (offline.value ? words.disabled : null)),
  }
}
