/** Where the time of a session went, drawn in proportion: what mailsink took, what the client took, what both did. */
import { useApp } from '../shell/context.ts'
import type { Waited } from '../state/session/entry.ts'
import { duration } from '../state/format.ts'
import { spentIn, type Phase } from '../state/session/phases.ts'
import * as words from '../strings/session.ts'

const KINDS: readonly Waited[] = ['client', 'sink', 'both']

export function Phases({ phases }: { phases: readonly Phase[] }) {
  const { navigation } = useApp()
  const total = phases.reduce((sum, phase) => sum + spentIn(phase), 0)
  if (phases.length < 2) return null
  const route = navigation.route.value
  return (
    <div class="phases" role="group" aria-label={words.phases}>
      <div class="phases-strip" aria-hidden="true">
        {phases.map((phase) => (
          <span
            key={phase.entry}
            class="phase"
            style={{ flexGrow: Math.max(spentIn(phase) / total, 0.004) }}
            title={words.phaseTitle(nameOf(phase), phase.spent.sink, phase.spent.client, phase.spent.both)}
          >
            {KINDS.map(
              (kind) =>
                phase.spent[kind] > 0 && (
                  <span key={kind} data-waited={kind} style={{ flexGrow: phase.spent[kind] / spentIn(phase) }} />
                ),
            )}
          </span>
        ))}
      </div>
      <ol class="phases-legend small flow">
        {phases.map((phase) => (
          <li key={phase.entry}>
            <a
              href={navigation.href(route, {}, `e${phase.entry}`)}
              title={words.phaseTitle(nameOf(phase), phase.spent.sink, phase.spent.client, phase.spent.both)}
            >
              {nameOf(phase)}
            </a>{' '}
            <span class="muted">{duration(spentIn(phase))}</span>
          </li>
        ))}
        <li>
          {words.total} <strong>{duration(total)}</strong>
        </li>
        <li class="phases-key muted end">
          {KINDS.map((kind) => (
            <span key={kind}>
              <span class="swatch" data-waited={kind} aria-hidden="true" /> {words.waitedFor[kind]}
            </span>
          ))}
        </li>
      </ol>
    </div>
  )
}

function nameOf({ name, times }: Phase): string {
  const shown = words.phaseNames[name] ?? name
  return times > 1 ? `${shown} ${words.times(times)}` : shown
}
