/** The bar on top: the search, whether this page is live, and what applies to everything. */
import type { FeedState } from '../../client/feed.ts'
import { createDialogs } from '../state/dialogs.ts'
import { addressOf, waysOf } from '../state/setup/ways.ts'
import { THEMES } from '../state/theme.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/shell.ts'
import { Search } from '../search/search.tsx'
import { useApp, usePart } from './context.ts'
import { CopyButton } from './copy.tsx'
import { Icon, type IconName } from './icon.tsx'

export function TopBar() {
  const dialogs = usePart(createDialogs)
  return (
    <header class="top-bar line">
      <h1 class="name">
        <a href="messages">{strings.name}</a>
      </h1>
      <Search />
      <ConnectionState />
      <Port />
      <div class="top-actions end">
        <button
          type="button"
          class="icon-button"
          aria-label={words.palette}
          title={words.palette}
          onClick={() => dialogs.show('palette')}
        >
          <Icon name="more" />
        </button>
        <ThemeButton />
      </div>
    </header>
  )
}

function ConnectionState() {
  const { connection } = useApp()
  const state = connection.state.value
  return (
    <span class="connection" data-state={state.kind} data-testid="live">
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
  return state.kind === 'reconnecting' ? strings.reconnecting(state.attempt) : strings.states[state.kind]
}

/** What an application has to be given; the page about connecting tells the rest. */
function Port() {
  const { base, connection } = useApp()
  const [way] = waysOf(connection.info.value?.listeners ?? [], new URL(base).hostname)
  if (way === undefined) return null
  const address = addressOf(way)
  return (
    <CopyButton class="chip port" text={address} label={words.port(address)}>
      :{way.port}
    </CopyButton>
  )
}

const THEME_ICONS: Record<(typeof THEMES)[number], IconName> = { system: 'theme', light: 'sun', dark: 'moon' }

function ThemeButton() {
  const { theme, commands } = useApp()
  const label = `${strings.theme}: ${strings.themes[theme.theme.value]}`
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => commands.run('view.theme')}
    >
      <Icon name={THEME_ICONS[theme.theme.value]} />
    </button>
  )
}
