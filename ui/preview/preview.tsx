/** A mail as its reader would see it: in a frame that can do nothing, at any width and in any colours. */
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { BridgeMessage } from '../../contract/preview.ts'
import type { Message } from '../../contract/message.ts'
import { Text } from '../message/text.tsx'
import { useApp, usePart } from '../shell/context.ts'
import { createPreview } from '../state/preview/preview.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/preview.ts'
import { Ask } from './ask.tsx'
import { createHandover } from './handover.ts'
import { MailFrame } from './mail-frame.tsx'
import { Stage } from './stage.tsx'
import { Status } from './status.tsx'
import { Toolbar } from './toolbar.tsx'

export function Preview({ message }: { message: Message }) {
  return message.html === null ? <TextOnly message={message} /> : <Html message={message} />
}

function TextOnly({ message }: { message: Message }) {
  const handover = usePart(createHandover)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The frame before had the focus; here the nearest thing that can scroll takes it.
    if (handover.take(performance.now())) place.current?.closest<HTMLElement>('[role=tabpanel]')?.focus()
  }, [])
  return (
    <div ref={place}>
      {message.text !== null && <p class="note">{words.noHtml}</p>}
      <Text message={message} />
    </div>
  )
}

function Html({ message }: { message: Message }) {
  const { id } = message
  const preview = usePart(createPreview)
  useEffect(() => void preview.open(id), [id])
  const isLive = useApp().isLive.value
  useEffect(() => {
    if (isLive && preview.look.peek().kind === 'failed') void preview.open(id)
  }, [isLive])
  const look = preview.look.value
  if (look.kind === 'none' || look.id !== id || look.kind === 'loading') return <section class="preview" />
  if (look.kind === 'failed') return <Failed id={id} text={look.text} />
  return (
    <section class="preview" aria-label={words.toolbar}>
      <Toolbar report={look.report} />
      <Ask />
      <Stage>
        <Frame message={message} />
      </Stage>
      <Status message={message} report={look.report} />
    </section>
  )
}

function Failed({ id, text }: { id: string; text: string }) {
  const preview = usePart(createPreview)
  return (
    <div class="sentence">
      <p>
        <strong>{words.failed}</strong> {text}
      </p>
      <p>
        <button type="button" class="button" onClick={() => void preview.open(id)}>
          {words.tryAgain}
        </button>
      </p>
    </div>
  )
}

function Frame({ message: { subject } }: { message: Message }) {
  const { copy } = useApp()
  const preview = usePart(createPreview)
  const renewed = useRef(false)
  const src = preview.src.value

  const onMessage = useCallback((message: BridgeMessage) => {
    if (message.type === 'click') {
      if (message.modifier === null || message.modifier === 'shift') return
      void copy(message.href, words.linkCopied)
    } else {
      const agreed = preview.receive(message)
      if (agreed !== null) window.open(agreed, '_blank', 'noopener,noreferrer')
    }
  }, [])

  const onSilence = useCallback(() => {
    if (renewed.current) return
    renewed.current = true
    void preview.renew()
  }, [])

  useEffect(() => preview.begin(), [src])

  if (src === null) return null
  return (
    <MailFrame
      key={src}
      src={src}
      title={words.title(visible(subject))}
      scheme={preview.scheme.value}
      strict={preview.strict.value}
      onMessage={onMessage}
      onSilence={onSilence}
    />
  )
}
