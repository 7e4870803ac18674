/** What the mail would load from elsewhere, and whether it may. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { PreviewReport, RemoteReference } from '../../contract/preview.ts'
import { usePart } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { createPreview } from '../state/preview/preview.ts'
import * as words from '../strings/preview.ts'

export function Remote({ report }: { report: PreviewReport }) {
  const { remote } = usePart(createPreview)
  const open = useSignal(false)
  const holder = useRef<HTMLSpanElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  function close(): void {
    open.value = false
    opener.current?.focus()
  }

  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !holder.current?.contains(target)) open.value = false
    }
    // A press within the frame of the mail is not heard here, but it takes the focus of the window.
    const onBlur = () => void (open.value = false)
    document.addEventListener('pointerdown', onPointer)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      window.removeEventListener('blur', onBlur)
    }
  }, [])

  return (
    <span
      ref={holder}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return
        event.preventDefault()
        close()
      }}
    >
      <button
        ref={opener}
        type="button"
        class="button"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {words.remoteButton(report.remoteTotal, remote.value)}
        <Icon name="down" />
      </button>
      {open.value && <Panel report={report} onDone={close} />}
    </span>
  )
}

function Panel({ report, onDone }: { report: PreviewReport; onDone: () => void }) {
  const { remote, loadOnce, loadAlways, block } = usePart(createPreview)
  const done = (act: () => void) => () => {
    act()
    onDone()
  }
  return (
    <div class="menu preview-panel" role="group" aria-label={words.remotePanel}>
      <p class="preview-actions flow">
        {remote.value ? (
          <Act label={words.blockAgain} onAct={done(block)} />
        ) : (
          <>
            <Act label={words.loadOnce} onAct={done(loadOnce)} />
            <Act label={words.loadAlways} onAct={done(loadAlways)} />
          </>
        )}
      </p>
      <ul>
        {report.remote.map((reference) => (
          <Reference key={`${reference.kind} ${reference.url}`} reference={reference} />
        ))}
      </ul>
      {report.remoteTotal > report.remote.length && (
        <p class="muted">{words.moreRemote(report.remoteTotal - report.remote.length)}</p>
      )}
    </div>
  )
}

function Act({ label, onAct }: { label: string; onAct: () => void }) {
  return (
    <button type="button" class="button" onClick={onAct}>
      {label}
    </button>
  )
}

function Reference({ reference: { url, kind, pixel } }: { reference: RemoteReference }) {
  return (
    <li>
      <span class="chip">{words.kindWords[kind]}</span>
      {pixel && (
        <span class="chip warn" title={words.pixelTitle}>
          {words.pixel}
        </span>
      )}
      <code dir="ltr">
        <Marked text={url} />
      </code>
    </li>
  )
}
