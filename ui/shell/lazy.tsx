/** A view that is fetched when it is first shown, so that the page itself stays small. */
import type { ComponentType, FunctionComponent } from 'preact'
import { useEffect, useErrorBoundary, useState } from 'preact/hooks'
import * as words from '../strings/shell.ts'
import { lateStyles } from './late-styles.ts'

type Views = typeof import('../late.ts')

export interface Late<Props> extends FunctionComponent<Props> {
  fetch(): Promise<void>
}

/**
 *     const Settings = lazy((late) => late.Settings)
 *
 * Draws nothing until it is there, which on this machine is before a spinner could be read; a sentence if it cannot be had.
 * Fetched beforehand, `Settings.fetch()`, it is drawn at once.
 */
export function lazy<Props extends object>(choose: (late: Views) => ComponentType<Props>): Late<Props> {
  let loaded: ComponentType<Props> | null = null

  async function styled(): Promise<ComponentType<Props>> {
    const [late] = await Promise.all([import('../late.ts'), lateStyles()])
    return choose(late)
  }

  function Lazy(props: Props) {
    const [View, show] = useState<ComponentType<Props> | 'failed' | null>(() => loaded)
    useEffect(() => {
      let gone = false
      if (View !== null) return
      styled().then(
        (view) => {
          loaded = view
          if (!gone) show(() => view)
        },
        () => gone || show('failed'),
      )
      return () => void (gone = true)
    }, [])
    // Whatever is wrong with one view, the page around it goes on.
    const [broken] = useErrorBoundary((error) => reportError(error))
    if (broken !== undefined) return <p class="sentence">{words.broken(broken)}</p>
    if (View === 'failed') return <p class="sentence">{words.notLoaded}</p>
    return View === null ? null : <View {...props} />
  }

  return Object.assign(Lazy, {
    async fetch() {
      // Whoever needs it then will be told that it cannot be had.
      loaded = await styled().catch(() => null)
    },
  })
}
