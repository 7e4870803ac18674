/** The pane of a mail: its head, its tabs, and the one that is shown; or what became of it. */
import { useLayoutEffect, useRef, useState, useEffect } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { lazy } from '../shell/lazy.tsx'
import { Notice, ToList } from '../shell/notice.tsx'
import type { Reading } from '../state/message/reading.ts'
import type { Tab } from '../state/route.ts'
import { lacking } from '../state/message/tabs.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/message.ts'
import { Head } from './head.tsx'
import { Tabs } from './tabs.tsx'

const Gone = lazy((late) => late.Gone)
const Lacking = lazy((late) => late.Lacking)
const Preview = lazy((late) => late.Preview)
const Text = lazy((late) => late.Text)
const Html = lazy((late) => late.Html)
const Headers = lazy((late) => late.Headers)
const Mime = lazy((late) => late.Mime)
const Files = lazy((late) => late.Files)
const Raw = lazy((late) => late.Raw)
const Conversation = lazy((late) => late.Conversation)

/** An answer from this machine is there before this many milliseconds; only then is it worth saying that one waits. */
const PATIENCE = 150

export function MessagePane() {
  const { reader, attempt } = useApp()
  const reading = reader.reading.value
  const isLate = useLate(reading.kind === 'loading' ? reading.id : null)
  switch (reading.kind) {
    case 'none':
      return null
    case 'loading':
      if (isLate) return <Waiting />
      return reading.before === null ? null : <Opened message={reading.before} />
    case 'ready':
      return <Opened message={reading.message} />
    case 'removed':
      return <Gone removed={reading} />
    case 'unknown':
      return (
        <Notice title={strings.unknownMessage} text={strings.unknownMore}>
          <ToList />
        </Notice>
      )
    case 'failed':
      return <Failed failed={reading} onRetry={() => void attempt(() => reader.open(reading.id))} />
  }
}

function Failed({ failed, onRetry }: { failed: Extract<Reading, { kind: 'failed' }>; onRetry: () => void }) {
  return (
    <Notice title={strings.failed} text={failed.text}>
      <p>
        <button type="button" class="button" onClick={onRetry}>
          {strings.tryAgain}
        </button>
      </p>
      <ToList />
    </Notice>
  )
}

function Waiting() {
  return (
    <p class="sentence waiting" role="status">
      {words.loading}
    </p>
  )
}

/** Whether what is waited for, null for nothing, has taken longer than one's patience. */
function useLate(waitedFor: string | null): boolean {
  const [late, setLate] = useState<string | null>(null)
  useEffect(() => {
    if (waitedFor === null) return
    const timer = setTimeout(() => setLate(waitedFor), PATIENCE)
    return () => clearTimeout(timer)
  }, [waitedFor])
  return waitedFor !== null && late === waitedFor
}

function Opened({ message }: { message: Message }) {
  const tab = useApp().tab.value
  const panel = useRef<HTMLDivElement>(null)
  const scrolled = useRef(false)
  // The pane stays when another mail comes into it, so that the focus stays in it too; only its place begins anew.
  useLayoutEffect(() => {
    // Only if need be: to set it makes the browser lay out the page at once.
    if (scrolled.current && panel.current !== null) panel.current.scrollTop = 0
    scrolled.current = false
  }, [message.id, tab])
  return (
    <article class="message" data-testid="pane">
      <Head message={message} />
      <Tabs message={message} selected={tab} />
      <div
        ref={panel}
        class="tab-panel"
        data-tab={tab}
        role="tabpanel"
        id="tab-panel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
        onScroll={() => (scrolled.current = true)}
      >
        <Panel key={`${message.id} ${tab}`} tab={tab} message={message} />
      </div>
    </article>
  )
}

function Panel({ tab, message }: { tab: Tab; message: Message }) {
  const reason = lacking(message, tab)
  if (reason !== null) return <Lacking message={message} tab={tab} reason={reason} />
  switch (tab) {
    case 'preview':
      return <Preview message={message} />
    case 'text':
      return <Text message={message} />
    case 'html':
      return <Html message={message} />
    case 'headers':
      return <Headers message={message} />
    case 'mime':
      return <Mime message={message} />
    case 'files':
      return <Files message={message} />
    case 'raw':
      return <Raw message={message} />
    case 'smtp':
      return <Conversation message={message} />
  }
}
