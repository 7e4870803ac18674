/** Hears the single keys, and moves the focus to where they lead. */
import type { App } from '../state/app.ts'
import { commandOf, type Command } from '../state/keys.ts'

const TAKES_KEYS = 'input, select, textarea, [contenteditable]'
const PRESSABLE = 'a, button, summary'

export function listenToKeys(app: App, document: Document): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || !app.keys.on.value) return
    const focused = document.activeElement
    const command = commandOf({
      key: event.key,
      ctrlKey: event.ctrlKey,
      altKey: event.altKey,
      metaKey: event.metaKey,
      isComposing: event.isComposing,
      typing: focused?.matches(TAKES_KEYS) ?? false,
      // Enter on the row that is open already goes on into the mail.
      pressable: (focused?.matches(PRESSABLE) ?? false) && !(focused?.matches('.row[aria-current]') ?? false),
    })
    if (command === null) return
    event.preventDefault()
    const left = document.querySelector<HTMLElement>('.row[aria-current]')
    app.obey(command)
    // Signals draw in a microtask; the focus can move once that is done.
    requestAnimationFrame(() => moveFocus(command, left, document))
  })
}

function moveFocus(command: Command, left: HTMLElement | null, document: Document): void {
  const open = document.querySelector<HTMLElement>('.row[aria-current]')
  switch (command.kind) {
    case 'step':
      open?.focus({ preventScroll: true })
      open?.scrollIntoView({ block: 'nearest' })
      return
    case 'read':
      document.querySelector<HTMLElement>('.reading h2')?.focus()
      return
    case 'back':
      left?.focus()
      return
    case 'tab':
      if (document.activeElement?.matches('[role=tab]')) {
        document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()
      }
  }
}
