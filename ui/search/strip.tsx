/** The line below the bar: what the search is made of, how much it finds, and what can be made of it; or what is wrong. */
import { useEffect } from 'preact/hooks'
import type { SearchReading } from '../../contract/search-reading.ts'
import { usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { createSearch } from '../state/search/search.ts'
import * as words from '../strings/search.ts'
import { AsCode } from './as-code.tsx'
import { highlight } from './highlight.ts'
import { Result } from './result.tsx'
import { SaveView } from './save-view.tsx'

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
