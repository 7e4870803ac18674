/** Which side of a mail is shown: the one that the address names, or the one that was last read of mails like it. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../contract/message.ts'
import * as words from '../../strings/message.ts'
import type { App } from '../app.ts'
import type { Choice } from '../remember.ts'
import { TABS, type Tab } from '../route.ts'

/** Mails with an HTML part and mails without one are read in different ways, and remembered apart. */
type Kind = 'html' | 'text'

/** The tabs that show what the mail says; the others show how it is made, which is asked of every kind of mail alike. */
const CONTENT: ReadonlySet<Tab> = new Set(['preview', 'text', 'html'])
const USUAL: Record<Kind, Tab> = { html: 'preview', text: 'text' }

export interface Tabs {
  readonly tab: ReadonlySignal<Tab>
  /** Shows a tab of the mail in view, and remembers it. */
  choose(tab: Tab, how?: 'push' | 'replace'): void
  /** The next one that has something to show, or the one before. */
  step(by: 1 | -1): void
}

export function createTabs({ memory, navigation, reader }: App): Tabs {
  const last: Record<Kind, Choice<Tab>> = {
    html: memory.option<Tab>('tab-html', TABS, USUAL.html),
    text: memory.option<Tab>('tab-text', TABS, USUAL.text),
  }

  const tab = computed(() => {
    const route = navigation.route.value
    const named = route.kind === 'message' ? route.tab : null
    const message = reader.shown.value
    if (named !== null || message === null) return named ?? USUAL.text
    return fallback(message, last[kindOf(message)].value.value)
  })

  function remember(next: Tab): void {
    const message = reader.shown.peek()
    if (message === null || lacking(message, next) !== null) return
    const kind = kindOf(message)
    const other: Kind = kind === 'html' ? 'text' : 'html'
    last[kind].choose(next)
    if (!CONTENT.has(next)) last[other].choose(next)
    else if (!CONTENT.has(last[other].value.peek())) last[other].choose(USUAL[other])
  }

  function choose(next: Tab, how: 'push' | 'replace' = 'replace'): void {
    const route = navigation.route.peek()
    if (route.kind !== 'message') return
    remember(next)
    // How the one side was looked at means nothing for the other.
    navigation.go({ ...route, tab: next }, { how, change: { wrap: null, find: null } })
  }

  return {
    tab,
    choose,
    step(by) {
      const message = reader.shown.peek()
      if (message === null) return
      const able = TABS.filter((one) => one === tab.peek() || lacking(message, one) === null)
      const next = able[(able.indexOf(tab.peek()) + by + able.length) % able.length]
      if (next !== undefined) choose(next)
    },
  }
}

/** Why a tab has nothing to show of this mail, in a sentence; null when it has something. */
export function lacking(message: Message, tab: Tab): string | null {
  switch (tab) {
    case 'preview':
      return message.html === null && message.text === null ? words.lacks.preview : null
    case 'text':
    case 'html':
      return message[tab] === null ? words.lacks[tab] : null
    case 'headers':
      return message.headers.length === 0 ? words.lacks.headers : null
    case 'files':
      return message.attachments.length === 0 ? words.lacks.files : null
    case 'smtp':
      return message.session.id === null ? words.lacks.smtp : null
    case 'mime':
    case 'raw':
      return null
  }
}

function kindOf(message: Message): Kind {
  return message.html === null ? 'text' : 'html'
}

/** A mail that cannot be read is shown as what there is of it for certain: its bytes. */
function fallback(message: Message, wanted: Tab): Tab {
  if (message.parseError !== null && CONTENT.has(wanted) && lacking(message, wanted) !== null) return 'raw'
  if (lacking(message, wanted) === null) return wanted
  return [USUAL[kindOf(message)], 'text' as const].find((tab) => lacking(message, tab) === null) ?? 'raw'
}
