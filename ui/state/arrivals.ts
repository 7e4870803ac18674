/** Whether anything has arrived at all, and what became of it: enough for the page that teaches how to send a first mail. */
import { computed } from '@preact/signals'
import type { App } from './app.ts'
import { createList } from './list/list.ts'

export function createArrivals(app: App) {
  const { everything, attempts } = app.part(createList)
  const { info } = app.connection
  return {
    /** The newest session that delivered nothing, and the newest mail, by id. */
    failed: computed(() => attempts.failed.value[0]?.id ?? null),
    newest: computed(() => everything.rows.value[0]?.id ?? null),
    /** Mails that the sink keeps; null while that is not known. */
    kept: computed(() => (everything.loaded.value ? everything.total.value : (info.value?.counts.messages ?? null))),
    /** Sessions that said something. */
    spoken: computed(() => info.value?.counts.spoken ?? 0),
  }
}
