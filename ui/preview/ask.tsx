/** Asks before a link of the mail opens another application. */
import { usePart } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { createPreview } from '../state/preview/preview.ts'
import * as words from '../strings/preview.ts'

export function Ask() {
  const { asking, answer } = usePart(createPreview)
  const href = asking.value
  if (href === null) return null
  return (
    <div class="preview-ask bar" role="alert">
      <span>
        {words.ask}{' '}
        <code dir="ltr">
          <Marked text={href} />
        </code>
      </span>
      {/* A link that the reader follows: this page itself goes nowhere that a mail says. */}
      <a class="button" href={href} target="_blank" rel="noopener noreferrer" onClick={() => answer(true)}>
        {words.askOpen}
      </a>
      <button type="button" class="button" onClick={() => answer(false)}>
        {words.askNot}
      </button>
    </div>
  )
}
