/** Keeps the search as a view, under a name that is asked for here. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createSearch } from '../state/search/search.ts'
import { createViews } from '../state/search/views.ts'
import * as words from '../strings/search.ts'

export function SaveView() {
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
