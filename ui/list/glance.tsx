/** What is known of the attempt that keys stand on, where else a message would be open. */
import type { ComponentChildren } from 'preact'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { createList } from '../state/list/list.ts'
import { keyOf } from '../state/list/rows.ts'
import { createSelection } from '../state/list/selection.ts'
import { createTimes } from '../state/times.ts'
import { words } from '../strings/list.ts'

/** `children` is what stands there when none is. */
export function Glance({ children }: { children: ComponentChildren }) {
  const { navigation } = useApp()
  const list = usePart(createList)
  const { active } = usePart(createSelection)
  const times = usePart(createTimes)
  const key = active.value
  const row = key === null ? undefined : list.rows.value.find((one) => keyOf(one) === key)
  if (row?.kind !== 'attempt') return <>{children}</>
  return (
    <div class="notice glance">
      <h2>{words.failed}</h2>
      <p>
        <Foreign text={row.text} />
      </p>
      {row.hint !== null && (
        <p>
          <Foreign text={row.hint} />
        </p>
      )}
      <p>
        <Foreign text={row.caller} /> · {times.moment(row.at)}
        {row.times > 1 && ` · ${words.timesTitle(row.times, times.moment(row.since))}`}
      </p>
      <p>
        <a href={navigation.href({ kind: 'session', id: row.id, side: 'timeline' })}>{words.openSession}</a>
      </p>
    </div>
  )
}
