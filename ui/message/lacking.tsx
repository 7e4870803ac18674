/** In the place of a tab that has nothing to show: why, and which one has. */
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import type { Tab } from '../state/route.ts'
import * as words from '../strings/message-more.ts'

export function Lacking({ message, tab, reason }: { message: Message; tab: Tab; reason: string }) {
  const { navigation } = useApp()
  return (
    <div class="sentence">
      <p>
        <strong>{reason}</strong> {tab === 'text' && (message.html === null ? words.noTextNothing : words.noTextHtml)}
      </p>
      <p class="ways">
        {tab === 'text' && message.html !== null && (
          <a href={navigation.href({ kind: 'message', id: message.id, tab: 'preview' })}>{words.showPreview}</a>
        )}
        {tab === 'html' && message.text !== null && (
          <a href={navigation.href({ kind: 'message', id: message.id, tab: 'text' })}>{words.showText}</a>
        )}
        <a href={navigation.href({ kind: 'message', id: message.id, tab: 'raw' })}>{words.showRaw}</a>
      </p>
    </div>
  )
}
