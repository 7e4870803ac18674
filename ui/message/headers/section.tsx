/** A group of fields that can be closed, with a sentence on what it is and where that is written. */
import type { ComponentChildren } from 'preact'
import * as words from '../../strings/headers.ts'

interface Props {
  id: string
  title: string
  why: string
  /** Such as `5322#section-3.6.2`; null where no RFC says it. */
  rfc: string | null
  count: number | null
  children: ComponentChildren
}

export function Section({ id, title, why, rfc, count, children }: Props) {
  return (
    <details class="header-group" open data-group={id}>
      <summary>
        <h3>{title}</h3>
        {count !== null && <span class="muted">{count}</span>}
      </summary>
      <p class="group-why">
        {why}{' '}
        {rfc !== null && (
          <a href={`https://www.rfc-editor.org/rfc/rfc${rfc}`} target="_blank" rel="noopener noreferrer">
            {words.rfc(rfc)}
          </a>
        )}
      </p>
      {children}
    </details>
  )
}
