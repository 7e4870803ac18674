/** A session that delivered nothing, or several that ended alike: a row, because whoever misses a mail looks here. */
import { useMemo } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Foreign, Marked } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import type { AttemptRow as Attempt } from '../state/list/row.ts'
import { createTimes } from '../state/times.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/list.ts'
import { FaultNames } from './late.ts'

interface Props {
  readonly row: Attempt
  readonly at: number
  readonly href: string
  readonly isActive: boolean
  readonly isOver: boolean
}

export function AttemptRow(props: Props) {
  return useMemo(() => <DrawnRow {...props} />, Object.values(props))
}

function DrawnRow({ row, at, href, isActive }: Props) {
  const times = usePart(createTimes)
  const { text, hint, caller, faults, isProbe, times: often, since, place } = row
  const kind = isProbe ? words.probe : words.failed
  return (
    <div
      role="row"
      class="row attempt"
      id={`row-${at}`}
      aria-rowindex={at + 1}
      aria-selected="false"
      data-row={at}
      data-active={isActive}
      data-place={place}
      data-probe={isProbe}
      data-testid="row-attempt"
    >
      <span role="gridcell" class="who clip" title={kind}>
        <Icon name={isProbe ? 'eye' : 'alert'} /> {kind}
      </span>
      <span role="gridcell" class="when small muted">
        <time dateTime={row.at} title={times.tip(row.at)}>
          {times.row(row.at)}
        </time>
      </span>
      <span role="gridcell" class="what clip" title={visible(hint === null ? text : `${text}\n${hint}`)}>
        <a href={href} tabIndex={-1} dir="auto">
          <Marked text={text} />
        </a>
      </span>
      <span role="gridcell" class="whom small muted clip" title={visible(caller)}>
        <Foreign text={caller} />
      </span>
      <span role="gridcell" class="chips line">
        {faults !== '' && <FaultNames ids={faults} />}
        {often > 1 && (
          <button
            type="button"
            class={isProbe ? 'chip' : 'chip bad'}
            tabIndex={-1}
            data-action="fold"
            aria-expanded={place === 'unfolded'}
            title={words.timesTitle(often, times.moment(since))}
            aria-label={words.unfold(often)}
          >
            {words.times(often)}
            <Icon name={place === 'unfolded' ? 'up' : 'down'} />
          </button>
        )}
      </span>
    </div>
  )
}
