/** A sentence in the place of something that cannot be shown, and the way on. */
import type { ComponentChildren } from 'preact'
import * as strings from '../strings/common.ts'
import { useApp } from './context.ts'

export function Notice({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="notice">
      <h2 tabIndex={-1}>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  )
}

export function ToList() {
  return (
    <p>
      <a href="messages">{strings.toList}</a>
    </p>
  )
}

/** On a narrow page the list is another page, and this leads back to it. */
export function BackLink() {
  const { navigation } = useApp()
  return (
    <a class="back" href={navigation.href({ kind: 'messages' })}>
      ‹ {strings.back}
    </a>
  )
}
