/** Everything that can be done, found by its name. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { createDialogs } from '../state/dialogs.ts'
import { createPalette, type Found } from '../state/search/palette.ts'
import * as words from '../strings/palette.ts'
import { Caps } from './caps.tsx'
import { Dialog } from './dialog.tsx'

export function Palette() {
  const palette = usePart(createPalette)
  const dialogs = usePart(createDialogs)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { found, active, wanted } = palette
  const at = active.value
  useLayoutEffect(() => {
    palette.open()
    field.current?.focus()
  }, [])
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at])

  function run(offer: Found | null): void {
    if (offer === null) return
    dialogs.close()
    // After the dialog has given the focus back: a command may want it elsewhere.
    setTimeout(offer.run)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
        palette.move(1)
        break
      case 'ArrowUp':
        palette.move(-1)
        break
      case 'Enter':
        run(palette.chosen())
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <Dialog label={words.palette} class="palette" testid="palette">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={words.palette}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="palette-offered"
        aria-activedescendant={found.value.length > 0 ? `palette-${at}` : undefined}
        placeholder={words.placeholder}
        autocomplete="off"
        spellcheck={false}
        value={wanted.value}
        onInput={({ currentTarget }) => palette.type(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div id="palette-offered" role="listbox" aria-label={words.offered} ref={list}>
        {found.value.map((offer, index) => (
          <div
            key={offer.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(offer)}
          >
            <span class="palette-kind clip muted">
              {offer.kind === 'command' ? offer.detail : words.kinds[offer.kind]}
            </span>
            <span class="palette-title clip">
              <Title offer={offer} />
            </span>
            {offer.keys[0] === undefined ? (
              <span class="palette-detail clip muted">
                {offer.kind !== 'command' && <Foreign text={offer.detail} />}
              </span>
            ) : (
              <Caps shortcut={offer.keys[0]} />
            )}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

/** The letters that were typed stand out; in what a stranger wrote nothing is cut apart. */
function Title({ offer: { kind, title, at } }: { offer: Found }) {
  if (kind === 'message' || kind === 'session' || kind === 'search') return <Foreign text={title} />
  const marked = new Set(at)
  // By the units that the places count.
  return <>{title.split('').map((letter, index) => (marked.has(index) ? <b key={index}>{letter}</b> : letter))}</>
}
