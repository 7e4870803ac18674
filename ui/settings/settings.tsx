/** What can be chosen, kept by this browser; and what there is to know of the sink. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../shell/context.ts'
import { SECTIONS, type Section } from '../state/route.ts'
import * as words from '../strings/settings.ts'
import { sections } from '../strings/settings.ts'
import { About } from './about.tsx'
import { Appearance } from './appearance.tsx'
import { Keyboard } from './keyboard.tsx'
import { PreviewDefaults } from './preview.tsx'
import { Storage } from './storage.tsx'
import { Time } from './time.tsx'

const VIEWS: Record<Section, () => preact.JSX.Element | null> = {
  appearance: Appearance,
  keyboard: Keyboard,
  time: Time,
  preview: PreviewDefaults,
  storage: Storage,
  about: About,
}

export function Settings({ section }: { section: Section }) {
  const { navigation } = useApp()
  const title = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  const View = VIEWS[section]
  useEffect(() => {
    document.title = words.documentTitle(sections[section])
    // A screen reader is told where it got to, except by the address one came in by.
    if (!first.current) title.current?.focus()
    first.current = false
  }, [section])
  return (
    <div class="view settings">
      <nav aria-label={words.title}>
        {SECTIONS.map((one) => (
          <a
            key={one}
            href={navigation.href({ kind: 'settings', section: one })}
            aria-current={one === section ? 'page' : undefined}
          >
            {sections[one]}
          </a>
        ))}
      </nav>
      <div class="settings-body">
        <h2 tabIndex={-1} ref={title}>
          {sections[section]}
        </h2>
        <View />
      </div>
    </div>
  )
}
