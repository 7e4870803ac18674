/** What a mouse, a pen or a finger does with the rows: one listener for all of them, since rows come and go. */
import type { TargetedMouseEvent, TargetedPointerEvent } from 'preact'
import type { App } from '../state/app.ts'
import { createDeletion } from '../state/list/deletion.ts'
import { createList } from '../state/list/list.ts'
import type { Row } from '../state/list/row.ts'
import { keyOf } from '../state/list/rows.ts'
import { createSelection } from '../state/list/selection.ts'
import * as words from '../strings/list.ts'

/** Milliseconds after which a finger that stays means to select. */
const LONG = 500
/** Pixels that a hand may slip between pressing and letting go. */
const SLIP = 10

/** What a press is on: a row, or a button within it. */
interface Meant {
  readonly row: Row
  readonly target: Element
  readonly y: number
}

export function createPointing(app: App) {
  const list = app.part(createList)
  const selection = app.part(createSelection)
  const deletion = app.part(createDeletion)
  let held: ReturnType<typeof setTimeout> | undefined
  /** The finger has selected a row: what follows from lifting it is no click. */
  let wasLong = false
  /** Between pressing and letting go other rows may have come into this place. */
  let pressed: Meant | null = null

  function rowAt(target: EventTarget | null): Row | null {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    return element === null ? null : (list.rows.peek()[Number(element.dataset['row'])] ?? null)
  }

  /** A button within a row says by its name what it is for. */
  function act(action: string, row: Row): void {
    if (row.kind === 'attempt') return list.toggle(row.sameAs)
    if (action === 'delete') return void app.attempt(() => deletion.remove([row.id]))
    if (action === 'copy' && row.digest?.code) void app.copy(row.digest.code, words.codeCopied)
  }

  function meant({ target, clientY: y }: MouseEvent): Meant | null {
    const row = rowAt(target)
    return row === null ? null : { row, target: target as Element, y }
  }

  function onClick(event: TargetedMouseEvent<HTMLElement>): void {
    const now = pressed !== null && Math.abs(event.clientY - pressed.y) < SLIP ? pressed : meant(event)
    pressed = null
    if (now === null) return
    const { row, target } = now
    const action = target.closest<HTMLElement>('[data-action]')?.dataset['action']
    // To be opened elsewhere: the browser's own business.
    if (action === 'elsewhere') return
    event.preventDefault()
    event.currentTarget.focus({ preventScroll: true })
    if (wasLong) return void (wasLong = false)
    if (action !== undefined) return act(action, row)
    if (event.shiftKey) selection.stretch(row)
    else if (event.metaKey || event.ctrlKey) selection.toggle(row)
    // With some selected, a finger goes on selecting.
    else if (selection.chosen.peek().size > 0 && matchMedia('(pointer: coarse)').matches) selection.toggle(row)
    else selection.open(row)
    if (event.shiftKey || event.metaKey || event.ctrlKey) selection.active.value = keyOf(row)
  }

  function onPointerDown(event: TargetedPointerEvent<HTMLElement>): void {
    wasLong = false
    pressed = meant(event)
    if (event.pointerType === 'mouse' || pressed === null) return
    const { row } = pressed
    held = setTimeout(() => {
      wasLong = true
      selection.toggle(row)
    }, LONG)
  }

  const letGo = () => clearTimeout(held)

  return {
    keyAt(target: EventTarget | null): string | null {
      const row = rowAt(target)
      return row === null ? null : keyOf(row)
    },
    handlers: {
      onClick,
      onPointerDown,
      onPointerUp: letGo,
      onPointerCancel: letGo,
      onContextMenu: (event: Event) => wasLong && event.preventDefault(),
      // The focus stays with the list, which says which row is meant; a press in it is no selection of text.
      onMouseDown: (event: TargetedMouseEvent<HTMLElement>) =>
        event.button === 0 && rowAt(event.target) !== null && event.preventDefault(),
    },
  }
}
