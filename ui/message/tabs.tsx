/** The tab strip. Each tab is a link, so that a view has an address and opens in a tab of the browser too. */
import { useApp } from '../shell/context.ts'
import { TABS, type Tab } from '../state/route.ts'
import { strings } from '../strings/common.ts'

export function Tabs({ id, selected }: { id: string; selected: Tab }) {
  const { navigation } = useApp()

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = TABS[(TABS.indexOf(selected) + by + TABS.length) % TABS.length]
    if (by === 0 || next === undefined) return
    event.preventDefault()
    navigation.go({ kind: 'message', id, tab: next }, { how: 'replace' })
    document.getElementById(`tab-${next}`)?.focus()
  }

  return (
    <div class="tabs" role="tablist" onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <a
          key={tab}
          id={`tab-${tab}`}
          role="tab"
          href={navigation.href({ kind: 'message', id, tab })}
          aria-selected={tab === selected}
          aria-controls={tab === selected ? 'tab-panel' : undefined}
          tabIndex={tab === selected ? 0 : -1}
        >
          {strings.tabs[tab]}
        </a>
      ))}
    </div>
  )
}
