/** A button that opens a list of things to do, by the pattern that screen readers know: arrows, Home, End, Esc. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

/**
 *     <MenuButton icon="copy" label="Copy…">
 *       {() => <button type="button" role="menuitem" tabIndex={-1} onClick={…}>Link</button>}
 *     </MenuButton>
 *
 * Items are whatever has the role `menuitem`, or is one to be checked; pressing one closes the menu. `children` is called when it is opened.
 */
export function MenuButton({
  text,
  icon,
  label,
  children,
}: {
  /** What stands on the button before its icon, where that is not all. */
  text?: ComponentChildren
  icon: IconName
  label: string
  children: () => ComponentChildren
}) {
  const open = useSignal(false)
  const opener = useRef<HTMLButtonElement>(null)

  function close(back: boolean): void {
    open.value = false
    if (back) opener.current?.focus()
  }

  return (
    <span class="menu-holder">
      <button
        ref={opener}
        type="button"
        class={text === undefined ? 'icon-button' : 'button'}
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-label={label}
        title={label}
        onClick={() => (open.value = !open.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          open.value = true
        }}
      >
        {text}
        <Icon name={icon} />
      </button>
      {open.value && (
        <Menu label={label} onClose={close}>
          {children()}
        </Menu>
      )}
    </span>
  )
}

/** What the button opens; it stands beside the button within one element, so that a click on that is not one outside. */
function Menu(props: { label: string; onClose: (back: boolean) => void; children: ComponentChildren }) {
  const menu = useRef<HTMLDivElement>(null)
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])]
  // The items may be fetched first: whoever comes first has the focus, unless it has gone elsewhere.
  useLayoutEffect(() => menu.current?.focus(), [])
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !menu.current?.parentElement?.contains(target)) props.onClose(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = targetOf(event.key, at, all)
    if (event.key === 'Tab') return props.onClose(false)
    // The keys of the page do not count in here.
    if (event.key.length === 1) event.stopPropagation()
    if (event.key !== 'Escape' && to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') props.onClose(true)
    else to?.focus()
  }

  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('[role^=menuitem]') !== null) props.onClose(true)
      }}
    >
      {props.children}
    </div>
  )
}

/** Where a key leads: one further, round the end; to either end; to the next that begins with this letter. */
function targetOf(key: string, at: number, items: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items.at(at <= 0 ? -1 : at - 1)
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return after.find(({ textContent }) => textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
