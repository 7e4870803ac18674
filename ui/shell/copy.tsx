/** A button that copies a text and says so. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { strings } from '../strings/common.ts'
import { Icon } from './icon.tsx'

export function CopyButton(props: { text: string; label: string; children?: ComponentChildren; class?: string }) {
  const copied = useSignal(false)
  async function copy(): Promise<void> {
    copied.value = await toClipboard(props.text)
  }
  return (
    <button
      type="button"
      class={props.class ?? 'button'}
      aria-label={copied.value ? strings.copied : props.label}
      title={copied.value ? strings.copied : props.label}
      onClick={() => void copy()}
      onBlur={() => (copied.value = false)}
    >
      {props.children}
      <Icon name={copied.value ? 'check' : 'copy'} />
    </button>
  )
}

/** The clipboard exists only where the page came over HTTPS or from this machine; elsewhere the old way still works. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'hidden-text'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}
