/** Keeps the newest line of a session in progress in view, until the reader scrolls away; then a pill leads back. */
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createTalk } from '../state/session/talk.ts'
import * as words from '../strings/session.ts'

/** Pixels from the end that still count as the end. */
const NEAR = 32

export function Follow({ count, scroller }: { count: number; scroller: () => HTMLElement | null }) {
  const talk = usePart(createTalk)
  const following = talk.following.value

  useLayoutEffect(() => {
    if (following) talk.seen.value = count
    const box = scroller()
    if (!following || box === null) return
    const toEnd = () => void (box.scrollTop = box.scrollHeight)
    toEnd()
    // Once the new lines have the heights that they really have.
    const frame = requestAnimationFrame(toEnd)
    return () => cancelAnimationFrame(frame)
  }, [following, count])

  useEffect(() => {
    const box = scroller()
    if (box === null) return
    let last = box.scrollTop
    const onScroll = () => {
      const isUp = box.scrollTop < last - 2
      last = box.scrollTop
      const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
      if (isUp && !isAtEnd) talk.following.value = false
      else if (isAtEnd && !isUp) talk.following.value = true
    }
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => box.removeEventListener('scroll', onScroll)
  }, [])

  return (
    <div class="talk-follow">
      {following ? (
        <span class="muted" title={words.followTitle}>
          <span class="pulse" aria-hidden="true" /> {words.following}
        </span>
      ) : (
        <button
          type="button"
          class="button talk-pill"
          title={words.followTitle}
          onClick={() => (talk.following.value = true)}
        >
          <Icon name="down" /> {words.newer(Math.max(0, count - talk.seen.value))}
        </button>
      )}
    </div>
  )
}
