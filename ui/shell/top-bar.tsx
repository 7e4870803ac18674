/** The bar on top: whether this page is live, where mail goes in, how much there is, and what applies to all of it. */
import { strings } from '../strings.ts'
import type { FeedState } from '../../client/feed.ts'
import { reachable } from '../state/teach.ts'
import { THEMES } from '../state/theme.ts'
import { useApp } from './context.ts'
import { DeleteAll } from './delete-all.tsx'
import { Icon } from './icon.tsx'

export function TopBar() {
  return (
    <header class="top-bar">
      <h1 class="name">
        <a href="messages">{strings.name}</a>
      </h1>
      <ConnectionState />
      <Listeners />
      <div class="top-actions">
        <DeleteAll />
        <ThemeChoice />
      </div>
    </header>
  )
}

function ConnectionState() {
  const { connection } = useApp()
  const state = connection.state.value
  return (
    <span class="connection" data-state={state.kind}>
      <span class="dot" aria-hidden="true" />
      <span role="status">{wordsFor(state)}</span>
      {(state.kind === 'offline' || state.kind === 'reconnecting') && (
        <button type="button" class="link" onClick={() => connection.retry()}>
          {strings.retry}
        </button>
      )}
    </span>
  )
}

function wordsFor(state: FeedState): string {
  return state.kind === 'reconnecting' ? strings.reconnecting(state.attempt) : strings[state.kind]
}

function Listeners() {
  const info = useApp().connection.info.value
  if (info === null) return null
  return (
    <ul class="listeners" aria-label={strings.teachListening}>
      {info.listeners.map((listener) => (
        <li
          key={`${listener.name} ${listener.host}`}
          title={`${strings.teachTls[listener.tls]}, ${strings.teachAuth[listener.auth]}`}
        >
          {strings.listeners[listener.name]} <code>{reachable(listener, location.hostname)}</code>
        </li>
      ))}
    </ul>
  )
}

function ThemeChoice() {
  const { theme } = useApp()
  return (
    <label class="theme" title={strings.theme}>
      <Icon name="theme" />
      <select
        class="button"
        aria-label={strings.theme}
        value={theme.theme.value}
        onChange={({ currentTarget }) => theme.choose(THEMES[currentTarget.selectedIndex] ?? 'system')}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {strings.themes[name]}
          </option>
        ))}
      </select>
    </label>
  )
}
