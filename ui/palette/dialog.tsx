/** A dialog over the page: the focus stays within, Esc closes it, and goes back to where it was. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { createDialogs } from '../state/dialogs.ts'

interface Props {
  readonly label: string
  readonly class: string
  readonly testid: string
  readonly children: ComponentChildren
}

export function Dialog(props: Props) {
  const dialogs = usePart(createDialogs)
  const dialog = useRef<HTMLDialogElement>(null)
  // At once: the next key may be on its way already.
  useLayoutEffect(() => {
    const { current } = dialog
    const before = document.activeElement
    current?.showModal()
    return () => {
      // The browser would give the focus back by itself, were the dialog not gone by then.
      current?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`overlay ${props.class}`}
      aria-label={props.label}
      data-testid={props.testid}
      onCancel={(event) => {
        event.preventDefault()
        dialogs.close()
      }}
      onClick={(event) => {
        // The backdrop is the dialog itself; everything else in it is one of its children.
        if (event.target === event.currentTarget) dialogs.close()
      }}
      onKeyDown={(event) => {
        // The keys of the page do not count in here.
        event.stopPropagation()
        if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        dialogs.close()
      }}
    >
      {props.children}
    </dialog>
  )
}
