/** The frame of a mail, and the only door through which anything comes out of it. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { BridgeMessage } from '../../contract/preview.ts'
import { usePart } from '../shell/context.ts'
import { useKeyboard } from '../shell/keyboard-context.ts'
import { readBridge } from '../state/preview/bridge.ts'
import type { Scheme } from '../state/preview/preview-choices.ts'
import { createHandover } from './handover.ts'

interface Props {
  readonly src: string
  readonly title: string
  readonly scheme: Scheme
  readonly strict: boolean
  /** What it tells, keys aside: those press what they press on the page. */
  readonly onMessage: (message: BridgeMessage) => void
  /** It was loaded and said nothing: an error page, most likely because its address has expired. */
  readonly onSilence: () => void
}

/** Milliseconds after which a page that said nothing is none of ours. */
const PATIENCE = 1000
const POPUPS = 'allow-popups allow-popups-to-escape-sandbox'

/** Give it its `src` as `key` too: a new frame adds nothing to the history, another address in the same one does. */
export function MailFrame({ src, title, scheme, strict, onMessage, onSilence }: Props) {
  const keyboard = useKeyboard()
  const handover = usePart(createHandover)
  const frame = useRef<HTMLIFrameElement>(null)
  const heard = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    function onPosted(event: MessageEvent): void {
      if (frame.current === null || event.source !== frame.current.contentWindow) return
      const message = readBridge(event.data)
      if (message === null) return
      heard.current = true
      if (message.type !== 'key') return onMessage(message)
      const { key, shift: shiftKey, ctrl: ctrlKey, meta: metaKey, repeat } = message
      keyboard?.press({ key, shiftKey, ctrlKey, metaKey, altKey: false, isComposing: false, repeat })
    }
    window.addEventListener('message', onPosted)
    return () => {
      window.removeEventListener('message', onPosted)
      clearTimeout(timer.current)
    }
  }, [onMessage])

  useLayoutEffect(() => {
    const mine = frame.current
    if (handover.take(performance.now())) mine?.focus()
    return () => {
      if (mine !== null && document.activeElement === mine) handover.lost(performance.now())
    }
  }, [])

  return (
    <iframe
      ref={frame}
      class="mail-frame"
      data-scheme={scheme}
      data-testid="preview-frame"
      title={title}
      src={src}
      sandbox={strict ? POPUPS : `allow-scripts ${POPUPS}`}
      referrerpolicy="no-referrer"
      onLoad={() => {
        timer.current = setTimeout(() => heard.current || strict || onSilence(), PATIENCE)
      }}
    />
  )
}
