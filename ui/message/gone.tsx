/** In the place of a mail that was here a moment ago: why it is gone, and the way back while there is one. */
import { useApp } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Notice, ToList } from '../shell/notice.tsx'
import type { Reading } from '../state/reading.ts'
import { strings } from '../strings/common.ts'
import { words } from '../strings/message-more.ts'

export function Gone({ removed: { why, message } }: { removed: Extract<Reading, { kind: 'removed' }> }) {
  const { commands, navigation } = useApp()
  const undo = why === 'deleted' ? commands.all.value.find(({ id }) => id === 'list.undo') : undefined
  const session = message?.session.id ?? null
  return (
    <Notice title={strings.removed[why]} text={words.removedMore}>
      {message !== null && (
        <p>
          <Foreign text={message.subject === '' ? strings.noSubject : message.subject} />
        </p>
      )}
      <p class="ways">
        {undo?.available() === true && (
          <button type="button" class="button" onClick={() => commands.run('list.undo')}>
            {words.undo}
          </button>
        )}
        {session !== null && (
          <a class="button" href={navigation.href({ kind: 'session', id: session, side: 'timeline' })}>
            {strings.openSession}
          </a>
        )}
      </p>
      <ToList />
    </Notice>
  )
}
