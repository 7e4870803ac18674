/** The tab strip. Each tab is a link, so that a view has an address and opens in a tab of the browser too. */
import { useEffect, useRef } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { useApp, usePart } from '../shell/context.ts'
import { TABS, type Tab } from '../state/route.ts'
import { createTabs, lacking } from '../state/message/tabs.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/message.ts'

export function Tabs({ message, selected }: { message: Message; selected: Tab }) {
  const strip = useRef<HTMLDivElement>(null)
  // On a narrow page the strip scrolls, and what is shown should be seen in it.
  useEffect(() => {
    strip.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])

  // Arrows only move the focus, and Enter opens: a tab may cost something.
  function onKeyDown(event: KeyboardEvent): void {
    const tabs = [...(strip.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])]
    const at = tabs.indexOf(document.activeElement as HTMLElement)
    const next = {
      ArrowRight: tabs[(at + 1) % tabs.length],
      ArrowLeft: tabs.at(at - 1),
      Home: tabs[0],
      End: tabs.at(-1),
    }[event.key]
    if (event.key === ' ') (document.activeElement as HTMLElement | null)?.click()
    else if (next === undefined) return
    event.preventDefault()
    next?.focus()
  }

  return (
    <div ref={strip} class="tabs" role="tablist" aria-label={words.tabList} onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <OneTab key={tab} tab={tab} message={message} selected={tab === selected} />
      ))}
    </div>
  )
}

function OneTab({ tab, message, selected }: { tab: Tab; message: Message; selected: boolean }) {
  const { navigation, toasts } = useApp()
  const tabs = usePart(createTabs)
  const reason = lacking(message, tab)
  const count = tab === 'files' ? message.attachments.length : 0

  function onClick(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (reason === null) tabs.choose(tab, 'push')
    // Where there is no pointer to hover with, the tooltip would never be read.
    else toasts.show(reason)
  }

  return (
    <a
      id={`tab-${tab}`}
      role="tab"
      href={navigation.href({ kind: 'message', id: message.id, tab }, { wrap: null, find: null })}
      aria-selected={selected}
      aria-disabled={reason !== null}
      aria-controls={selected ? 'tab-panel' : undefined}
      tabIndex={selected ? 0 : -1}
      title={reason ?? undefined}
      data-testid={`tab-${tab}`}
      onClick={onClick}
    >
      {strings.tabs[tab]}
      {count > 0 && <span class="tab-count">{count}</span>}
    </a>
  )
}
