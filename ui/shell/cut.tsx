/** Long things in portions, so that no mail can freeze the page: a list by items, a text by characters. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Foreign } from './foreign.tsx'
import * as words from '../strings/cut.ts'

/** Items that are drawn at once at first, and with each request for more. */
const FIRST = 100
const MORE = 500

/** Draws the first items, and a button for more. `children` draws those that are shown, in whatever holds them. */
export function Cut<T>({
  items,
  children,
}: {
  items: readonly T[]
  children: (shown: readonly T[]) => ComponentChildren
}) {
  const shown = useSignal(FIRST)
  const left = items.length - shown.value
  return (
    <>
      {children(items.slice(0, shown.value))}
      {left > 0 && (
        <p class="show-more">
          <button type="button" class="button" onClick={() => (shown.value += MORE)}>
            {words.more(Math.min(left, MORE), left)}
          </button>
        </p>
      )}
    </>
  )
}

/** Characters of one value that are shown unasked. */
const CHARACTERS = 2000

/** A stranger's text, its end only on request. `draw` shows it, as `<Foreign>` unless told otherwise. */
export function CutText({
  text,
  draw = (shown) => <Foreign text={shown} />,
}: {
  text: string
  draw?: (shown: string) => ComponentChildren
}) {
  const whole = useSignal(false)
  if (whole.value || text.length <= CHARACTERS) return <>{draw(text)}</>
  return (
    <>
      {draw(text.slice(0, CHARACTERS))}…{' '}
      <button type="button" class="link" onClick={() => (whole.value = true)}>
        {words.wholeText(text.length)}
      </button>
    </>
  )
}
