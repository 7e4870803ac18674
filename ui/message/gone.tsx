/** In the place of a mail that was here a moment ago: why it is gone, and the way back while there is one. */
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Notice, ToList } from '../shell/notice.tsx'
import { createDeletion } from '../state/list/deletion.ts'
import type { Reading } from '../state/message/reading.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/message-more.ts'

export function Gone({ removed: { id, why, message } }: { removed: Extract<Reading, { kind: 'removed' }> }) {
  const { navigation } = useApp()
  const deletion = usePart(createDeletion)
  const undo = why === 'deleted' ? deletion.undoOf(id) : null
  const session = message?.session.id ?? null
  return (
    <Notice title={strings.removed[why]} text={words.removedMore}>
      {message !== null && (
        <p>
          <Foreign text={message.subject === '' ? strings.noSubject : message.subject} />
        </p>
      )}
      <p class="ways">
        {undo !== null && (
          <button type="button" class="button" onClick={undo}>
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
