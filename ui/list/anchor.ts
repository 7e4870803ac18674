/** Keeps what is being looked at where it is, while rows come and go above it. Not every browser does that by itself. */
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** At the very top new rows are let in: whoever looks there wants to see them come. */
export function useAnchoredScroll(list: RefObject<HTMLElement | null>): void {
  // A component is drawn before the document is changed, so this still measures what the reader sees.
  const scroller = list.current === null ? null : scrollerOf(list.current)
  const anchor = scroller === null || scroller.scrollTop === 0 ? null : topmost(scroller)
  const before = anchor?.getBoundingClientRect().top ?? 0
  useLayoutEffect(() => {
    if (scroller === null || anchor === null || !anchor.isConnected) return
    const moved = anchor.getBoundingClientRect().top - before
    if (moved !== 0) scroller.scrollTop += moved
  })
}

/** On a narrow page the list does not scroll by itself; the panes do. */
function scrollerOf(list: HTMLElement): Element | null {
  return getComputedStyle(list).overflowY === 'visible' ? list.closest('.panes') : list
}

function topmost(scroller: Element): Element | null {
  const { left, top } = scroller.getBoundingClientRect()
  return document.elementFromPoint(left + 8, top + 8)?.closest('.rows li') ?? null
}
