/** How the page looks, and what its list shows. */
import { useApp, usePart } from '../shell/context.ts'
import { createLayout, DENSITIES, LAYOUTS } from '../state/layout.ts'
import { createList } from '../state/list/list.ts'
import { createNewest } from '../state/list/newest.ts'
import { THEMES } from '../state/theme.ts'
import * as words from '../strings/settings.ts'
import { Choices } from './choices.tsx'
import { Switch } from './switch.tsx'

export function Appearance() {
  const { theme } = useApp()
  const { layout, density } = usePart(createLayout)
  const { showAttempts, showProbes } = usePart(createList)
  const { autoOpen } = usePart(createNewest)
  return (
    <>
      <Choices
        label={words.theme}
        options={THEMES}
        choice={{ value: theme.theme, choose: (one) => theme.choose(one) }}
        names={words.themes}
      />
      <Choices label={words.density} options={DENSITIES} choice={density} names={words.densities} />
      <Choices label={words.layout} options={LAYOUTS} choice={layout} names={words.layouts} means={words.layoutsMore} />
      <section>
        <h3>{words.list}</h3>
        <Switch choice={showAttempts} label={words.attempts} more={words.attemptsMore} />
        <Switch choice={showProbes} label={words.probes} more={words.probesMore} />
        <Switch choice={autoOpen} label={words.autoOpen} more={words.autoOpenMore} />
      </section>
    </>
  )
}
