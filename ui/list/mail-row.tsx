/** One mail in the list: who, what, when; to whom by the envelope; and what is worth knowing before it is opened. */
import { useMemo } from 'preact/hooks'
import { FaultChip } from '../faults/chip.tsx'
import { usePart } from '../shell/context.ts'
import { Foreign, Marked } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { size } from '../state/format.ts'
import type { MailRow as Mail } from '../state/list/row.ts'
import { createTimes } from '../state/times.ts'
import { visible } from '../state/visible.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/list.ts'

interface Props {
  readonly row: Mail
  readonly at: number
  readonly href: string
  readonly isOpen: boolean
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly isUnread: boolean
  readonly isStarred: boolean
  /** Pointed at, or stood on: then it shows what can be done with it. */
  readonly isOver: boolean
}

export function MailRow(props: Props) {
  // The same answer for the same mail lets a burst of new ones pass without touching the rows that stay.
  return useMemo(() => <DrawnRow {...props} />, Object.values(props))
}

function DrawnRow({ row, at, href, isOpen, isActive, isChosen, isUnread, isStarred, isOver }: Props) {
  const times = usePart(createTimes)
  return (
    <div
      role="row"
      class="row"
      id={`row-${at}`}
      aria-rowindex={at + 1}
      aria-selected={isChosen}
      aria-current={isOpen ? 'true' : undefined}
      data-row={at}
      data-active={isActive}
      data-unread={isUnread}
      data-fault={row.faults !== '' || undefined}
      data-testid="row"
    >
      <span role="gridcell" class="who clip" title={visible(row.from)}>
        {isUnread && <span class="hidden-text">{words.unreadWord} </span>}
        {isStarred && (
          <span class="star" role="img" aria-label={words.starredWord}>
            <Icon name="star" />
          </span>
        )}
        <Foreign text={row.who} />
      </span>
      <span role="gridcell" class="when small muted">
        <time dateTime={row.at} title={times.tip(row.at)}>
          {times.row(row.at)}
        </time>
        {isOver && <Actions row={row} href={href} />}
      </span>
      <span role="gridcell" class="what clip" title={visible(row.subject)}>
        <a href={href} tabIndex={-1} dir="auto">
          {row.subject === '' ? <i>{strings.noSubject}</i> : <Marked text={row.subject} />}
        </a>
      </span>
      <span role="gridcell" class="whom small muted clip" title={visible(row.everybody)}>
        <span aria-hidden="true">→ </span>
        <span class="hidden-text">{words.to} </span>
        <span class="clip">{row.to !== null && <Foreign text={row.to} />}</span>
        {row.others > 0 && <span class="others">{words.others(row.others)}</span>}
      </span>
      <Chips row={row} />
      <span role="gridcell" class="size small muted">
        {size(row.size)}
      </span>
    </div>
  )
}

function Chips({ row: { digest, login, refused, broken, faults } }: { row: Mail }) {
  const code = digest?.code ?? null
  const files = digest?.files ?? 0
  return (
    <span role="gridcell" class="chips line">
      {faults !== '' && <FaultChip name={faults} />}
      {refused > 0 && (
        <span class="chip bad" title={words.refusedTitle(refused)}>
          <Icon name="alert" />
          {words.refused(refused)}
        </span>
      )}
      {broken !== null && (
        <span class="chip warn" title={visible(broken)}>
          <Icon name="alert" />
          {words.broken}
        </span>
      )}
      {login === 'plain' && (
        <span class="chip warn" title={words.plainLoginTitle}>
          <Icon name="unlock" />
          {words.plainLogin}
        </span>
      )}
      {files > 0 && (
        <span class="chip" title={words.files(files)}>
          <Icon name="clip" />
          <span class="hidden-text">{words.files(files)}</span>
          <span aria-hidden="true">{files}</span>
        </span>
      )}
      {code !== null && (
        <button
          type="button"
          class="chip code"
          tabIndex={-1}
          data-action="copy"
          data-testid="chip-code"
          aria-label={words.code(code)}
          title={words.code(code)}
        >
          <Foreign text={code} />
          <Icon name="copy" />
        </button>
      )}
    </span>
  )
}

function Actions({ row, href }: { row: Mail; href: string }) {
  return (
    <span class="row-actions box">
      {row.digest?.code && <Action action="copy" title={words.code(row.digest.code)} icon="copy" />}
      <a
        class="icon-button"
        href={href}
        target="_blank"
        tabIndex={-1}
        data-action="elsewhere"
        aria-label={words.openTab}
        title={words.openTab}
      >
        <Icon name="window" />
      </a>
      <Action action="delete" title={words.deleteOne} icon="trash" />
    </span>
  )
}

function Action({ action, title, icon }: { action: string; title: string; icon: 'copy' | 'trash' }) {
  return (
    <button type="button" class="icon-button" tabIndex={-1} data-action={action} aria-label={title} title={title}>
      <Icon name={icon} />
    </button>
  )
}
