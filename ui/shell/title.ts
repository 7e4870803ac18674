/** The title and the icon of the tab: how much is unread, what is open, and in red that something went wrong. */
import { useSignalEffect } from '@preact/signals'
import { createFailures } from '../state/list/failures.ts'
import { createList } from '../state/list/list.ts'
import { visible } from '../state/visible.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/list.ts'
import { useApp, usePart } from './context.ts'

/** Drawn anew no more often than this, in ms: browsers take their time over it. */
const PAUSE = 500

export function useTitle(): void {
  const { navigation, reader } = useApp()
  const list = usePart(createList)
  const { unseen } = usePart(createFailures)
  useSignalEffect(() => {
    const unread = list.unread.value
    const route = navigation.route.value
    const reading = reader.reading.value
    const what =
      route.kind === 'session'
        ? strings.sessionTitle
        : route.kind === 'message' && reading.kind === 'ready'
          ? visible(reading.message.subject) || strings.noSubject
          : null
    document.title = words.title(unread, strings.title(what))
  })
  useSignalEffect(() => {
    const wanted = iconOf(list.unread.value, unseen.value)
    const timer = setTimeout(() => show(wanted), PAUSE)
    return () => clearTimeout(timer)
  })
}

function show(href: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (link !== null && link.getAttribute('href') !== href) link.href = href
}

/** The icon, with a badge when something is unread, red when a session has failed. A data URL, so that none is asked for. */
function iconOf(unread: number, failed: boolean): string {
  if (unread === 0 && !failed) return './icon.svg'
  const text = failed ? '!' : unread > 99 ? '99' : String(unread)
  const [size, y] = text.length > 1 ? [11, 26] : [14, 27]
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6e75"/>' +
    '<path d="M5 8h22M5 8v12h22V8l-11 8z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/>' +
    `<circle cx="22" cy="22" r="10" fill="${failed ? '#d0342c' : '#fff'}"/>` +
    `<text x="22" y="${y}" fill="${failed ? '#fff' : '#0b6169'}" font-family="sans-serif" font-weight="700" ` +
    `font-size="${size}" text-anchor="middle">${text}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
