/** How the HTML of mails is shown unless something else is chosen above the mail. */
import { usePart } from '../shell/context.ts'
import { createPreviewChoices, REMOTES, SCHEMES } from '../state/preview/preview-choices.ts'
import * as words from '../strings/settings.ts'
import { Choices } from './choices.tsx'
import { Switch } from './switch.tsx'

export function PreviewDefaults() {
  const { scheme, images, remote, strict } = usePart(createPreviewChoices)
  return (
    <>
      <Choices label={words.scheme} options={SCHEMES} choice={scheme} names={words.schemes} means={words.schemesMore} />
      <Choices label={words.remote} options={REMOTES} choice={remote} names={words.remotes} means={words.remotesMore} />
      <section>
        <h3>{words.images}</h3>
        <Switch choice={images} label={words.imagesShown} more={words.imagesMore} />
      </section>
      <section>
        <h3>{words.scripts}</h3>
        <Switch choice={strict} label={words.strictPreview} more={words.strictMore} />
      </section>
    </>
  )
}
