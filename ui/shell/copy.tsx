/** A button that copies a text and says so. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import * as strings from '../strings/common.ts'
import { toClipboard } from './clipboard.ts'
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
