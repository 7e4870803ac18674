/** What is copied of a source: all of it, also what is not here yet; or the lines that are selected, as they were. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useApp } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import type { SourceText } from '../state/source/source.ts'
import * as words from '../strings/source.ts'

/** Characters that a clipboard is trusted with. */
const CLIPBOARD = 8_000_000

export function CopyAll({ source }: { source: SourceText }) {
  const { copy } = useApp()
  const busy = useSignal(false)
  const tooLong = useSignal(false)
  useSignalEffect(() => {
    tooLong.value = Math.max(source.text.value.length, source.total.value ?? 0) > CLIPBOARD
  })
  return (
    <button
      type="button"
      class="button"
      disabled={tooLong.value || busy.value}
      title={tooLong.value ? words.tooLong : words.copyTitle}
      onClick={() => {
        busy.value = true
        void source.all().then(async () => {
          busy.value = false
          await copy(source.text.peek(), words.copied)
        })
      }}
    >
      <Icon name="copy" /> {words.copy}
    </button>
  )
}

/** A line that was cut into rows is copied as the one line it is. */
export function onCopy(event: ClipboardEvent): void {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || event.clipboardData === null) return
  const fragment = selection.getRangeAt(0).cloneContents()
  const rows = [...fragment.querySelectorAll('.source-row')]
  if (rows.length < 2) return
  const copied = rows.map((row, at) => {
    const said = row.querySelector('.source-text')?.textContent ?? ''
    return at > 0 && row.getAttribute('data-first') === 'true' ? `\n${said}` : said
  })
  event.clipboardData.setData('text/plain', copied.join(''))
  event.preventDefault()
}
