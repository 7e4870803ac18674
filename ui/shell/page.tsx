/** The whole page: the rail, the bar on top, and the place that the address names. */
import { useEffect, useRef } from 'preact/hooks'
import { Glance } from '../list/glance.tsx'
import { List } from '../list/list.tsx'
import { MessagePane } from '../message/message.tsx'
import { createDialogs } from '../state/dialogs.ts'
import { createLayout } from '../state/layout.ts'
import { areaOf } from '../state/route.ts'
import * as strings from '../strings/common.ts'
import { useApp, usePart } from './context.ts'
import { Idle } from './idle.tsx'
import type { Keyboard } from './keyboard.ts'
import { KeyboardContext } from './keyboard-context.ts'
import { lazy } from './lazy.tsx'
import { Notice, ToList } from './notice.tsx'
import { Rail } from './rail.tsx'
import { SearchStrip } from '../search/search.tsx'
import { Split } from './split.tsx'
import { useTitle } from './title.ts'
import { Toasts } from './toasts.tsx'
import { TopBar } from './top-bar.tsx'
import { TroubleBar } from './trouble-bar.tsx'

const Sessions = lazy((late) => late.Sessions)
const Compare = lazy((late) => late.Compare)
const Faults = lazy((late) => late.Faults)
const Setup = lazy((late) => late.Setup)
const Settings = lazy((late) => late.Settings)
const Palette = lazy((late) => late.Palette)
const KeySheet = lazy((late) => late.KeySheet)

/** Milliseconds after which the dialogs are fetched: what is typed behind the key that opens one has to arrive in it. */
const SOON = 1000

export function Page({ keyboard }: { keyboard: Keyboard }) {
  const { announcer, navigation } = useApp()
  const { layout, density } = usePart(createLayout)
  const place = useRef<HTMLElement>(null)
  const area = areaOf(navigation.route.value)
  const before = useRef(area)
  useTitle()
  useEffect(() => {
    // What had the focus went with the place that was left: then the new place has it, not the page as a whole.
    if (area !== before.current && document.activeElement === document.body) place.current?.focus()
    before.current = area
  }, [area])
  return (
    <KeyboardContext.Provider value={keyboard}>
      <div class="page" data-layout={layout.value.value} data-density={density.value.value}>
        <button type="button" class="skip" onClick={() => place.current?.focus()}>
          {strings.skip}
        </button>
        <TopBar />
        <Rail />
        <main class="place" ref={place} tabIndex={-1}>
          <TroubleBar />
          <SearchStrip />
          <Place />
        </main>
        <Toasts />
        <Dialogs />
        <p class="hidden-text" role="status">
          {announcer.sentence.value}
        </p>
      </div>
    </KeyboardContext.Provider>
  )
}

const idle = (
  <Glance>
    <Idle />
  </Glance>
)

function Place() {
  const route = useApp().navigation.route.value
  switch (route.kind) {
    case 'messages':
    case 'latest':
      return <Split list={<List />} pane={idle} open={false} />
    case 'message':
      return <Split list={<List />} pane={<MessagePane />} open />
    case 'sessions':
    case 'session':
      return <Sessions />
    case 'compare':
      return <Compare a={route.a} b={route.b} what={route.what} />
    case 'faults':
      return <Faults />
    case 'setup':
      return <Setup />
    case 'settings':
      return <Settings section={route.section} />
    case 'unknown':
      return (
        <Notice title={strings.unknownPage}>
          <ToList />
        </Notice>
      )
  }
}

function Dialogs() {
  const { open } = usePart(createDialogs)
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([Palette.fetch(), KeySheet.fetch()]), SOON)
    return () => clearTimeout(timer)
  }, [])
  if (open.value === 'palette') return <Palette />
  if (open.value === 'keys') return <KeySheet />
  return null
}
