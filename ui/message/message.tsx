/** The reading pane of a mail: what it is on top, and one of its four sides below. */
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { BackLink, Notice, ToList } from '../shell/notice.tsx'
import type { Reading } from '../state/reading.ts'
import { pathOf, type Tab } from '../state/route.ts'
import { strings } from '../strings/common.ts'
import { Conversation } from './conversation.tsx'
import { Head } from './head.tsx'
import { Headers } from './headers.tsx'
import { Raw } from './raw.tsx'
import { Tabs } from './tabs.tsx'
import { Text } from './text.tsx'

export function MessagePane() {
  const { reader, attempt } = useApp()
  const reading = reader.reading.value
  // An answer from this machine is there before a spinner could be read.
  if (reading.kind === 'none' || reading.kind === 'loading') return null
  if (reading.kind === 'removed') return <Tombstone removed={reading} />
  if (reading.kind === 'unknown') {
    return (
      <Notice title={strings.unknownMessage} text={strings.unknownMore}>
        <ToList />
      </Notice>
    )
  }
  if (reading.kind === 'failed') {
    return (
      <Notice title={strings.failed} text={reading.text}>
        <p>
          <button type="button" class="button" onClick={() => void attempt(() => reader.open(reading.id))}>
            {strings.tryAgain}
          </button>
        </p>
      </Notice>
    )
  }
  return <Opened message={reading.message} />
}

function Tombstone({ removed: { why, message } }: { removed: Extract<Reading, { kind: 'removed' }> }) {
  const session = message?.session.id ?? null
  return (
    <Notice title={strings.removed[why]} text={strings.removedMore}>
      {session !== null && (
        <p>
          <a href={pathOf({ kind: 'session', id: session, side: 'timeline' })}>{strings.openSession}</a>
        </p>
      )}
      <ToList />
    </Notice>
  )
}

function Opened({ message }: { message: Message }) {
  const tab = useApp().tab.value
  return (
    <article>
      <BackLink />
      <Head message={message} />
      <Tabs id={message.id} selected={tab} />
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        <Panel tab={tab} message={message} />
      </div>
    </article>
  )
}

function Panel({ tab, message }: { tab: Tab; message: Message }) {
  if (tab === 'text') return <Text message={message} />
  if (tab === 'headers') return <Headers headers={message.headers} />
  if (tab === 'raw') return <Raw message={message} />
  if (tab === 'smtp') return <Conversation message={message} />
  return null
}
