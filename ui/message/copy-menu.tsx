/** What of a mail can be copied, as the items of a menu. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { useApp, usePart } from '../shell/context.ts'
import { RUNNERS } from '../state/snippets/assertion.ts'
import { createMessageActions } from '../state/message/message-actions.ts'
import { copyAssertion, copyCurl, copyRaw, rawAddress } from '../state/message/message-extra.ts'
import { createSnippetTexts } from '../state/snippets/snippet-texts.ts'
import * as more from '../strings/message-more.ts'
import * as words from '../strings/message.ts'

export function CopyItems({ message }: { message: Message }) {
  const app = useApp()
  const { addressOf } = usePart(createMessageActions)
  const snippetTexts = usePart(createSnippetTexts)
  const first = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => first.current?.focus(), [])
  // There by the time an item is chosen: a browser lets the clipboard be written to only right after a press.
  useEffect(() => void snippetTexts().catch(() => {}), [])
  const api = new URL(`api/messages/${encodeURIComponent(message.id)}`, app.base).href
  const run = (action: () => Promise<void>) => () => void app.attempt(action)
  return (
    <>
      <button
        ref={first}
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={run(() => app.copy(addressOf(message.id), words.linkCopied))}
      >
        {more.messageLink}
      </button>
      <Item label={more.apiUrl} onPress={run(() => app.copy(api, words.linkCopied))} />
      <Item label={more.curl} onPress={run(() => copyCurl(app, message))} />
      <Item label={more.rawText} onPress={run(() => copyRaw(app, message))} />
      <a role="menuitem" tabIndex={-1} href={rawAddress(message)} download={`${message.id}.eml`}>
        {words.download}
      </a>
      <div role="separator" />
      <div role="group" aria-labelledby="menu-assertions">
        <p class="menu-title" id="menu-assertions">
          {more.assertions}
        </p>
        {RUNNERS.map((runner) => (
          <Item key={runner} label={more.assertion[runner]} onPress={run(() => copyAssertion(app, message, runner))} />
        ))}
      </div>
    </>
  )
}

function Item({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={onPress}>
      {label}
    </button>
  )
}
