/** One line of a conversation. Colour never says anything that a glyph or a word does not say too. */
import { useMemo } from 'preact/hooks'
import type { Entry } from '../../contract/session.ts'
import { Marked } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import type { Line } from '../state/entry.ts'
import { offset } from '../state/format.ts'
import { pathOf } from '../state/route.ts'
import { strings } from '../strings/common.ts'

export function EntryLine({ line }: { line: Line }) {
  const { entry, wait, verdict, dimmed } = line
  return useMemo(
    () => (
      <li
        class="entry"
        id={`e${entry.n}`}
        tabIndex={-1}
        data-from={entry.from}
        data-kind={entry.kind}
        data-verdict={verdict}
        data-secure={entry.secure}
        data-dimmed={dimmed}
      >
        <span class="at">{offset(entry.at)}</span>
        <span class="wait">{wait === null ? '' : `+${offset(wait)}`}</span>
        <span class="glyph" title={strings[entry.from]}>
          <span aria-hidden="true">{strings.glyphs[entry.from]}</span>
          <span class="hidden-text">{strings[entry.from]}: </span>
        </span>
        <span class="said">
          <Said entry={entry} />
          <Remarks line={line} />
        </span>
      </li>
    ),
    [entry, wait, verdict, dimmed],
  )
}

function Said({ entry }: { entry: Entry }) {
  if (entry.kind !== 'payload') return <Marked text={entry.text} />
  return (
    <span class="payload">
      <Icon name="mail" /> <Marked text={entry.text} />
    </span>
  )
}

function Remarks({ line: { entry, verdict } }: { line: Line }) {
  return (
    <>
      {verdict === 'permanent' && (
        <span class="remark bad">
          <Icon name="cross" /> {strings.permanent}
        </span>
      )}
      {verdict === 'temporary' && (
        <span class="remark warn">
          <Icon name="wait" /> {strings.temporary}
        </span>
      )}
      {entry.masked === true && (
        <span class="remark">
          <Icon name="lock" /> {strings.masked}
        </span>
      )}
      {entry.messageId !== undefined && (
        <a class="remark" href={pathOf({ kind: 'message', id: entry.messageId, tab: null })}>
          {strings.toMessage}
        </a>
      )}
    </>
  )
}
