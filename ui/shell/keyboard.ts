/** Hears the keys, and runs the command that they press. */
import type { App } from '../state/app.ts'
import { createDialogs } from '../state/dialogs.ts'
import { createSelection } from '../state/list/selection.ts'
import { createKeys, type Focus, type Stroke } from '../state/keys.ts'

const TYPING =
  'input:not([type=checkbox], [type=radio], [type=button], [type=range]), select, textarea, [contenteditable]'
const PRESSABLE = 'a, button, summary, input, [role=button], [role=tab], [role=menuitem], [role=treeitem]'
const STEERED =
  '[role=tab], [role=tree], [role=treeitem], [role=separator], [role=menu], [role=menuitem], input, .scrolls'

export interface Keyboard {
  /** A stroke that was heard elsewhere: within the frame of a mail. */
  press(stroke: Stroke): void
  stop(): void
}

export function listenToKeys(app: App, document: Document): Keyboard {
  const keys = createKeys(() => app.commands.all.peek(), {
    isOn: () => app.singleKeys.value.peek(),
    now: () => performance.now(),
    mac: isMac(),
  })

  const dialogs = app.part(createDialogs)
  const selection = app.part(createSelection)

  /** What is pressed in a dialog does not get here: this was pressed before it was there, and is no command of the page. */
  function waits({ key }: Stroke): boolean {
    if (dialogs.open.peek() === null) return false
    if (key === 'Escape') dialogs.close()
    return true
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || waits(event)) return
    const command = keys.press(event, focusOf(document.activeElement))
    if (command === null) return
    event.preventDefault()
    command.run(event.repeat)
  }

  /** Before anything else is done, what a held key passed is opened: a key or a press means what is seen. */
  function letGo(event: Event): void {
    if (!(event instanceof KeyboardEvent && event.type === 'keydown' && event.repeat)) selection.stop()
  }

  for (const type of ['keydown', 'keyup', 'pointerdown']) document.addEventListener(type, letGo, true)
  document.addEventListener('keydown', onKeyDown)
  return {
    press(stroke) {
      if (!stroke.repeat) selection.stop()
      if (!waits(stroke)) keys.press(stroke, { typing: false, pressable: false, steered: false })?.run(stroke.repeat)
    },
    stop() {
      for (const type of ['keydown', 'keyup', 'pointerdown']) document.removeEventListener(type, letGo, true)
      document.removeEventListener('keydown', onKeyDown)
    },
  }
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform)
}

function focusOf(element: Element | null): Focus {
  return {
    typing: element?.matches(TYPING) ?? false,
    // In a dialog keys are its own.
    pressable: element?.matches(PRESSABLE) ?? false,
    steered: element?.matches(STEERED) ?? false,
  }
}
