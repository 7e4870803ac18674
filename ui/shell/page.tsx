/** The whole page: the bar on top, the list, and what is open beside it. */
import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { List } from '../list/list.tsx'
import { MessagePane } from '../message/message.tsx'
import { SessionPane } from '../session/session.tsx'
import { strings } from '../strings.ts'
import { useApp } from './context.ts'
import { Idle } from './idle.tsx'
import { Notice, ToList } from './notice.tsx'
import { TopBar } from './top-bar.tsx'
import { TroubleBar } from './trouble-bar.tsx'

export function Page() {
  const { navigation, inbox, announcer } = useApp()
  const route = navigation.route.value
  useTitle()
  const pane = useFocusedPane()
  return (
    <div class="page" data-view={route.kind === 'list' ? 'list' : 'reading'}>
      <button type="button" class="skip" onClick={() => pane.current?.focus()}>
        {strings.skip}
      </button>
      <TopBar />
      <TroubleBar />
      <main class="panes" data-empty={inbox.loaded.value && inbox.total.value === 0}>
        <List />
        <section class="reading" aria-label={strings.readingLabel} ref={pane} tabIndex={-1} key={paneKey(route)}>
          <Pane />
        </section>
      </main>
      <p class="hidden-text" role="status">
        {announcer.sentence.value}
      </p>
    </div>
  )
}

function Pane() {
  const { navigation } = useApp()
  const route = navigation.route.value
  if (route.kind === 'list') return <Idle />
  if (route.kind === 'message') return <MessagePane />
  if (route.kind === 'session') return <SessionPane />
  return (
    <Notice title={strings.unknownPage}>
      <ToList />
    </Notice>
  )
}

/** Another mail begins at its top; another tab of the same mail does not move what is above it. */
function paneKey(route: { kind: string; id?: string }): string {
  return `${route.kind} ${route.id ?? ''}`
}

function useTitle(): void {
  const { navigation, reader } = useApp()
  useSignalEffect(() => {
    const route = navigation.route.value
    const reading = reader.reading.value
    if (route.kind === 'session') document.title = strings.title(strings.sessionTitle)
    else if (reading.kind === 'ready') document.title = strings.title(reading.message.subject || strings.noSubject)
    else document.title = strings.title(null)
  })
}

/** Where only one pane fits, opening something leaves the list, and the focus must not be left behind in it. */
function useFocusedPane() {
  const { navigation } = useApp()
  const pane = useRef<HTMLElement>(null)
  const first = useRef(true)
  useSignalEffect(() => {
    const { kind } = navigation.route.value
    if (first.current) {
      first.current = false
      return
    }
    if (kind === 'list' || !matchMedia('(max-width: 699px)').matches) return
    requestAnimationFrame(() => pane.current?.focus())
  })
  return pane
}
