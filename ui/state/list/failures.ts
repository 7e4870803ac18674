/** Whether a session has failed that nobody has looked at since. */
import { effect, signal, untracked } from '@preact/signals'
import type { App } from '../app.ts'
import { areaOf } from '../route.ts'
import { createList } from './list.ts'

export function createFailures(app: App) {
  const { failures } = app.part(createList).attempts
  const unseen = signal(false)
  let known: number | null = null
  effect(() => {
    const count = failures.value
    // What was there before this page is not news.
    if (known !== null && count > known && app.isLive.peek()) unseen.value = true
    known = count
  })
  effect(() => {
    if (areaOf(app.navigation.route.value) === 'sessions') untracked(() => (unseen.value = false))
  })
  return { unseen }
}
