/** What of a session can be copied. */
import type { Entry, Session } from '../../contract/session.ts'
import { useApp } from '../shell/context.ts'
import { MenuButton } from '../shell/menu.tsx'
import { pathOf } from '../state/route.ts'
import { quoted } from '../state/session/spoken.ts'
import * as words from '../strings/session.ts'

export function CopyMenu({ session, entries }: { session: Session; entries: readonly Entry[] }) {
  const { base, copy } = useApp()
  const api = new URL(`api/sessions/${encodeURIComponent(session.id)}`, base).href
  const copies = [
    { label: words.copyText, text: () => quoted(entries) },
    {
      label: words.copyLink,
      text: () => new URL(pathOf({ kind: 'session', id: session.id, side: 'timeline' }), base).href,
    },
    { label: words.copyCurl, text: () => `curl -s '${api}'` },
    { label: words.copyJson, text: () => JSON.stringify({ ...session, transcript: entries }, null, 2) },
  ]
  return (
    <MenuButton icon="copy" label={words.copy}>
      {() =>
        copies.map(({ label, text }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => void copy(text(), words.copied)}
          >
            {label}
          </button>
        ))
      }
    </MenuButton>
  )
}
