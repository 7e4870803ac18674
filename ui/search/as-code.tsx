/** The search as something to paste, as the items of a menu. */
import { useEffect } from 'preact/hooks'
import type { Criteria } from '../../contract/criteria.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { MenuButton } from '../shell/menu.tsx'
import { createSearch } from '../state/search/search.ts'
import { SNIPPETS, snippetOf, type SnippetId } from '../state/snippets/as-code.ts'
import { createSnippetTexts } from '../state/snippets/snippet-texts.ts'
import { codes } from '../strings/as-code.ts'
import * as words from '../strings/search.ts'

export function AsCode() {
  const { meaning } = usePart(createSearch)
  const { q, criteria } = meaning.value ?? { q: '', criteria: null }
  if (criteria === null) return null
  return (
    <MenuButton
      text={
        <>
          <Icon name="copy" />
          {words.asCode}
        </>
      }
      icon="down"
      label={words.asCode}
    >
      {() => <Items q={q} criteria={criteria} />}
    </MenuButton>
  )
}

function Items({ q, criteria }: { q: string; criteria: Criteria }) {
  const { attempt, base, copy } = useApp()
  const snippetTexts = usePart(createSnippetTexts)
  // There by the time an item is chosen: a browser lets the clipboard be written to only right after a press.
  useEffect(() => void snippetTexts().catch(() => {}), [])
  const run = async (id: SnippetId) =>
    copy(snippetOf(await snippetTexts(), id, q, criteria, base), words.copied(codes[id].name))
  return SNIPPETS.map((id) => (
    <button key={id} type="button" role="menuitem" tabIndex={-1} onClick={() => void attempt(() => run(id))}>
      <span class="menu-name">
        {codes[id].name}
        <small class="muted">{codes[id].means}</small>
      </span>
    </button>
  ))
}
