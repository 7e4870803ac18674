/** What is known of the attempt that keys stand on, where else a message would be open. */
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import type { AttemptRow } from '../state/list/row.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/list-late.ts'
import * as common from '../strings/list.ts'

export function AttemptGlance({ row }: { row: AttemptRow }) {
  const { navigation } = useApp()
  const times = usePart(createTimes)
  return (
    <div class="notice glance">
      <h2>{row.isProbe ? common.probe : common.failed}</h2>
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
        {row.times > 1 && ` · ${common.timesTitle(row.times, times.moment(row.since))}`}
      </p>
      <p>
        <a href={navigation.href({ kind: 'session', id: row.id, side: 'timeline' })}>{words.openSession}</a>
      </p>
    </div>
  )
}
