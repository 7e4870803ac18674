/** Both mails as their readers would see them: frames of one width and height, so that they scroll as one. */
import { useSignal, type Signal } from '@preact/signals'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { BridgeMessage } from '../../contract/preview.ts'
import type { Message } from '../../contract/message.ts'
import { MailFrame } from '../preview/mail-frame.tsx'
import { useApp, usePart } from '../shell/context.ts'
import { createPreviewChoices, pageAddress } from '../state/preview/preview-choices.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/compare.ts'
import { Missing } from './whats.tsx'

const TALLEST = 20_000
const FIRST = 480
/** A mail as tall as its frame and a bit grows with it, for ever. */
const GROWTHS = 6

export function Previews({ a, b }: { a: Message; b: Message }) {
  const height = useSignal(FIRST)
  return (
    <>
      <Missing say={words.none.html} a={a.html} b={b.html} />
      <p class="note">{words.together}</p>
      <div class="compare-frames" style={{ '--frame-height': `${height.value}px` }}>
        <Side side="left" message={a} height={height} />
        <Side side="right" message={b} height={height} />
      </div>
    </>
  )
}

function Side({ side, message, height }: { side: 'left' | 'right'; message: Message; height: Signal<number> }) {
  const { api, attempt } = useApp()
  const { scheme, images, remote, strict } = usePart(createPreviewChoices)
  const url = useSignal<string | null>(null)
  const growths = useRef(0)

  useEffect(() => {
    if (message.html !== null) void attempt(async () => (url.value = (await api.preview(message.id)).url))
  }, [message.id])

  const onMessage = useCallback((told: BridgeMessage) => {
    if (told.type === 'size' && told.height > height.peek() && growths.current++ < GROWTHS)
      height.value = Math.min(TALLEST, Math.ceil(told.height))
  }, [])

  if (url.value === null) return <div class="diff-nothing" />
  const src = pageAddress(url.value, {
    scheme: scheme.value.value,
    images: images.value.value,
    remote: remote.value.value === 'always',
    strict: strict.value.value,
  })
  return (
    <MailFrame
      src={src}
      title={words.frameTitle(side, visible(message.subject))}
      scheme={scheme.value.value}
      strict={strict.value.value}
      onMessage={onMessage}
      onSilence={() => {}}
    />
  )
}
