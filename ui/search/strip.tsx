/** The line below the bar: what the search is made of, how much it finds, and what can be made of it; or what is wrong. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { SearchReading } from '../../contract/search-reading.ts'
import { useApp, usePart } from '../shell/context.ts'
import { toClipboard } from '../shell/clipboard.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { Menu } from '../shell/menu.tsx'
import { snippetsOf } from '../state/snippets/as-code.ts'
import { createSearch } from '../state/search/search.ts'
import { createSnippetTexts } from '../state/snippets/snippet-texts.ts'
import type { Templates } from '../state/snippets/template.ts'
import { createViews } from '../state/search/views.ts'
import { codes } from '../strings/as-code.ts'
import { words } from '../strings/search.ts'
import { highlight } from './highlight.ts'
import { Result } from './result.tsx'

export function Strip() {
  const { applied, problem, meaning } = usePart(createSearch)
  const texts = meaning.value?.texts ?? []
  useEffect(() => highlight(texts, document), [texts.join('\n')])
  return (
    <div class="strip" role="region" aria-label={words.applied}>
      {problem.value !== null && <Problem text={problem.value} />}
      {applied.value !== '' && (
        <div class="strip-line bar">
          {meaning.value !== null && <Chips meaning={meaning.value} />}
          <Result />
          <div class="strip-actions flow end">
            <SaveView />
            <AsCode />
          </div>
        </div>
      )}
    </div>
  )
}

function Problem({ text }: { text: string }) {
  const { mended, use, focus } = usePart(createSearch)
  const better = mended.value
  return (
    <div class="strip-problem bar">
      <Icon name="alert" />
      {/* The field lists what is known, as one types. */}
      <p id="search-problem" role="alert">
        {text.replace(/ Known: [^.]*\./, '')}
      </p>
      {better !== null && (
        <button
          type="button"
          class="button"
          onClick={() => {
            use(better)
            focus()
          }}
        >
          {words.mend(better)}
        </button>
      )}
    </div>
  )
}

/** The parts of the search, each of which can be taken away. */
function Chips({ meaning: { by, pieces } }: { meaning: SearchReading }) {
  const { use, focus } = usePart(createSearch)
  return (
    <ul class="terms flow">
      {pieces.map(({ text, rest, meaning }, at) => (
        <li key={`${at} ${text}`}>
          {at > 0 && by === 'or' && <span class="muted">{words.or}</span>}
          <span class="chip term" title={meaning ?? undefined}>
            <code class="clip">
              <Foreign text={text} />
            </code>
            <button
              type="button"
              aria-label={words.remove(text)}
              title={words.remove(text)}
              onClick={() => {
                use(rest)
                // The button is gone with its term, and the focus must not be lost with it.
                focus()
              }}
            >
              <Icon name="cross" />
            </button>
          </span>
        </li>
      ))}
    </ul>
  )
}

function SaveView() {
  const { applied, naming } = usePart(createSearch)
  const views = usePart(createViews)
  const q = applied.value
  if (views.named(q) !== null && !naming.value) return null
  if (!naming.value) {
    return (
      <button type="button" class="button" onClick={() => (naming.value = true)}>
        <Icon name="star" />
        {words.save}
      </button>
    )
  }
  return <NameView q={q} onClose={() => (naming.value = false)} />
}

function NameView({ q, onClose }: { q: string; onClose: () => void }) {
  const views = usePart(createViews)
  const { toasts } = useApp()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <form
      class="strip-name flow"
      onSubmit={(event) => {
        event.preventDefault()
        const name = field.current?.value.trim() ?? ''
        if (name === '') return
        views.save({ name, q })
        toasts.show(words.saved(name))
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <input
        class="field"
        name="name"
        aria-label={words.viewName}
        placeholder={words.viewName}
        defaultValue={q}
        maxLength={100}
        required
        ref={field}
      />
      <button type="submit" class="button">
        {words.saveNow}
      </button>
      <button type="button" class="button" onClick={onClose}>
        {words.cancel}
      </button>
    </form>
  )
}

function AsCode() {
  const { attempt, base, toasts } = useApp()
  const { meaning } = usePart(createSearch)
  const snippetTexts = usePart(createSnippetTexts)
  const templates = useSignal<Templates | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const { q, criteria } = meaning.value ?? { q: '', criteria: null }
  if (criteria === null) return null
  const isOpen = templates.value !== null

  function close(back: boolean): void {
    templates.value = null
    if (back) opener.current?.focus()
  }

  async function open(): Promise<void> {
    templates.value = await snippetTexts()
  }

  async function copy(name: string, text: string): Promise<void> {
    toasts.show((await toClipboard(text)) ? words.copied(name) : words.notCopied)
  }

  return (
    <div class="menu-holder">
      <button
        ref={opener}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close(false) : void attempt(open))}
      >
        <Icon name="copy" />
        {words.asCode}
        <Icon name="down" />
      </button>
      {templates.value !== null && (
        <Menu label={words.asCode} onClose={close}>
          {snippetsOf(templates.value, q, criteria, base).map(({ id, text }) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => void copy(codes[id].name, text)}
            >
              <span class="menu-name">
                {codes[id].name}
                <small class="muted">{codes[id].means}</small>
              </span>
            </button>
          ))}
        </Menu>
      )}
    </div>
  )
}
