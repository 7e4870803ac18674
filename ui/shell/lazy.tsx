/** A view that is fetched when it is first shown, so that the page itself stays small. */
import type { ComponentType, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../strings/shell.ts'

/**
 *     const Settings = lazy(async () => (await import('../settings/settings.tsx')).Settings)
 *
 * Draws nothing until it is there, which on this machine is before a spinner could be read; a sentence if it cannot be had.
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  let loaded: ComponentType<Props> | null = null
  return function Lazy(props) {
    const [View, show] = useState<ComponentType<Props> | 'failed' | null>(() => loaded)
    useEffect(() => {
      let gone = false
      if (View !== null) return
      load().then(
        (view) => {
          loaded = view
          if (!gone) show(() => view)
        },
        () => gone || show('failed'),
      )
      return () => void (gone = true)
    }, [])
    if (View === 'failed') return <p class="sentence">{words.notLoaded}</p>
    return View === null ? null : <View {...props} />
  }
}
