/** The chosen part: what it is, what is wrong with it, and its content in one of five ways. */
import { useSignal } from '@preact/signals'
import type { Message, Part } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import { size } from '../../state/format.ts'
import { createPartView, isRaster, viewOf, VIEWS } from '../../state/parts/part-view.ts'
import * as words from '../../strings/mime.ts'
import { PartBytes } from './part-bytes.tsx'

export function PartDetail({ message: { id }, part }: { message: Message; part: Part }) {
  const choice = usePart(createPartView)
  const view = viewOf(part, choice.value.value)
  const raster = isRaster(part)
  const path = `api/messages/${id}/parts/${part.part}`
  return (
    <section class="part-detail stack" aria-label={words.part(part.part)} data-testid="part-detail">
      <h3>
        <span class="muted">{words.part(part.part)}</span>{' '}
        <code>
          <Foreign text={part.contentType} />
        </code>
      </h3>
      <Facts part={part} />
      {part.problems.length > 0 && (
        <ul class="warning" aria-label={words.problemsOf}>
          {part.problems.slice(0, 20).map((problem, at) => (
            <li key={at}>
              <Icon name="alert" /> <Foreign text={problem} />
            </li>
          ))}
        </ul>
      )}
      <div class="part-bar flow">
        <div class="segmented" role="group" aria-label={words.viewsLabel}>
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              aria-pressed={one === view}
              disabled={one === 'preview' && !raster}
              title={one === 'preview' && !raster ? words.noPreview : undefined}
              onClick={() => choice.choose(one)}
            >
              {words.views[one]}
            </button>
          ))}
        </div>
        <a class="button" href={path} download={part.filename ?? ''}>
          <Icon name="download" /> {words.download}
        </a>
      </div>
      {view === 'preview' ? (
        <Picture url={`${path}?inline=true`} name={part.filename ?? part.contentType} />
      ) : (
        <PartBytes id={id} part={part} view={view} />
      )}
    </section>
  )
}

function Facts({ part }: { part: Part }) {
  const facts = (['disposition', 'charset', 'encoding', 'contentId'] as const).flatMap((name) => {
    const value = part[name]
    return value === null ? [] : [{ name, value }]
  })
  return (
    <p class="part-facts flow">
      {part.filename !== null && (
        <strong>
          <Foreign text={part.filename.slice(0, 500)} />
        </strong>
      )}
      <span>{size(part.size)}</span>
      {facts.map(({ name, value }) => (
        <span key={name}>
          <span class="muted">{words.facts[name]}</span> <Foreign text={value.slice(0, 300)} />
        </span>
      ))}
    </p>
  )
}

function Picture({ url, name }: { url: string; name: string }) {
  const failed = useSignal(false)
  if (failed.value) return <p class="sentence">{words.imageFailed}</p>
  return (
    <img
      class="part-image"
      src={url}
      alt={words.imageOf(name)}
      decoding="async"
      onError={() => (failed.value = true)}
    />
  )
}
