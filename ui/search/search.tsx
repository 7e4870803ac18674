/** The search: its scope, and one field that is always there. What it offers while one types is fetched then. */
import { effect, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { lazy } from '../shell/lazy.tsx'
import type { Assist } from '../state/search/assist.ts'
import { createSelection } from '../state/list/selection.ts'
import { createSearch } from '../state/search/search.ts'
import * as words from '../strings/search.ts'
import { Scope } from './scope.tsx'

const Suggestions = lazy((late) => late.Suggestions)
const Strip = lazy((late) => late.Strip)

export function Search() {
  const { navigation } = useApp()
  const search = usePart(createSearch)
  const selection = usePart(createSelection)
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const assist = useAssist()
  const { draft, problem, summons } = search
  const text = draft.value
  const help = assist.value
  const isOpen = help !== null && help.open.value && help.offered.value.length > 0

  // At once, not after the next frame: the letter behind the key that leads here has to arrive here, too.
  useLayoutEffect(
    () =>
      effect(() => {
        if (summons.value === 0) return
        field.current?.focus()
        field.current?.select()
      }),
    [],
  )

  function look(): void {
    const { current } = field
    if (current === null || document.activeElement !== current) return
    assist.value?.look(current.value, current.selectionStart ?? current.value.length)
  }

  function put(index?: number): boolean {
    const caret = help?.choose(index) ?? null
    if (caret === null) return false
    // Once the field has the text: a caret cannot stand where there is nothing yet.
    requestAnimationFrame(() => {
      field.current?.setSelectionRange(caret, caret)
      look()
    })
    return true
  }

  async function submit(): Promise<void> {
    help?.close()
    if (!(await search.settle())) return
    // Where the mail that is open covers the list, what was searched for is behind it.
    if (selection.alone.peek() && navigation.route.peek().kind === 'message') navigation.go({ kind: 'messages' })
    // The search is over: what comes next is done in the list, by its keys.
    field.current?.blur()
    selection.focus('list')
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return
    const wasOpen = isOpen
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (wasOpen) help.move(event.key === 'ArrowDown' ? 1 : -1)
        else look()
        break
      case 'Tab':
        if (!wasOpen || event.shiftKey || !put()) return
        break
      case 'Enter':
        if (!wasOpen || !put()) void submit()
        break
      case 'Escape':
        if (wasOpen) help.close()
        else field.current?.blur()
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <search class="search">
      <Scope />
      <form
        ref={form}
        class="search-form muted line"
        data-wrong={problem.value !== null}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        onFocusOut={({ relatedTarget }) => {
          if (relatedTarget instanceof Node && form.current?.contains(relatedTarget)) return
          help?.close()
          search.rest()
        }}
      >
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={words.label}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls="search-offered"
          aria-activedescendant={isOpen && help.active.value >= 0 ? `search-offered-${help.active.value}` : undefined}
          aria-invalid={problem.value !== null}
          aria-describedby={problem.value === null ? undefined : 'search-problem'}
          placeholder={words.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          value={text}
          data-testid="search"
          onFocus={() => void assist.fetch().then(look)}
          onInput={({ currentTarget: { value, selectionStart } }) => {
            search.type(value)
            help?.look(value, selectionStart ?? value.length)
          }}
          onClick={look}
          onKeyDown={onKeyDown}
        />
        {text === '' ? (
          <kbd aria-hidden="true">{words.keyHint}</kbd>
        ) : (
          <button
            type="button"
            class="icon-button"
            aria-label={words.clear}
            title={words.clear}
            onClick={() => {
              search.use('')
              field.current?.focus()
            }}
          >
            <Icon name="cross" />
          </button>
        )}
        {isOpen && <Suggestions assist={help} onChoose={put} />}
      </form>
    </search>
  )
}

/** What is wrong with the search, or what it is made of and what it finds. */
export function SearchStrip() {
  const { applied, problem } = usePart(createSearch)
  return applied.value === '' && problem.value === null ? null : <Strip />
}

/** The completion, fetched when the field first gets the focus. */
function useAssist() {
  const app = useApp()
  const assist = useSignal<Assist | null>(null)
  return {
    get value() {
      return assist.value
    },
    async fetch(): Promise<void> {
      try {
        const { createAssist } = await import('../state/search/assist.ts')
        assist.value = app.part(createAssist)
      } catch {
        // Without it one types the whole search, and everything else is as it was.
      }
    },
  }
}
