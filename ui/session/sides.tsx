/** The sides of a session: its lines, its bytes, its facts. Each is a link, so that it has an address. */
import { useApp } from '../shell/context.ts'
import { SIDES, type Side } from '../state/route.ts'
import * as words from '../strings/session.ts'

export function Sides({ id, side }: { id: string; side: Side }) {
  const { navigation } = useApp()

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = SIDES[(SIDES.indexOf(side) + by + SIDES.length) % SIDES.length]
    if (by === 0 || next === undefined) return
    event.preventDefault()
    navigation.go({ kind: 'session', id, side: next }, { how: 'replace' })
    document.getElementById(`side-${next}`)?.focus()
  }

  return (
    <div class="tabs" role="tablist" aria-label={words.sessionTitle} onKeyDown={onKeyDown}>
      {SIDES.map((one) => (
        <a
          key={one}
          id={`side-${one}`}
          role="tab"
          href={navigation.href({ kind: 'session', id, side: one })}
          aria-selected={one === side}
          aria-controls={one === side ? 'side-panel' : undefined}
          tabIndex={one === side ? 0 : -1}
          data-testid={`tab-${one}`}
        >
          {words.sides[one]}
        </a>
      ))}
    </div>
  )
}
