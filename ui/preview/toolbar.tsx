/** How the mail is shown: how wide, in which colours, with or without images, and the same in a tab of its own. */
import type { PreviewReport } from '../../contract/preview.ts'
import { usePart } from '../shell/context.ts'
import { IconButton } from '../shell/icon-button.tsx'
import { Icon, type IconName } from '../shell/icon.tsx'
import { createPreview } from '../state/preview/preview.ts'
import { SCHEMES, type Scheme } from '../state/preview/preview-choices.ts'
import { DEVICES } from '../state/preview/preview-widths.ts'
import * as words from '../strings/preview.ts'
import { Remote } from './remote.tsx'

export function Toolbar({ report }: { report: PreviewReport }) {
  const src = usePart(createPreview).src.value
  return (
    <div class="preview-bar bar" role="group" aria-label={words.toolbar}>
      <Widths />
      <Schemes />
      <Images />
      {report.remoteTotal > 0 && <Remote report={report} />}
      {src !== null && (
        <a
          class="icon-button end"
          href={src}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={words.aloneTitle}
          title={words.aloneTitle}
        >
          <Icon name="window" />
        </a>
      )}
    </div>
  )
}

function Widths() {
  const { width, turned, setWidth } = usePart(createPreview)
  const now = width.value
  const turn = turned.value
  return (
    <span class="preview-widths tools">
      <span class="segmented" role="group" aria-label={words.width}>
        <button
          type="button"
          class="button"
          aria-pressed={now === null}
          title={words.fitTitle}
          onClick={() => setWidth(null)}
        >
          {words.fit}
        </button>
        {DEVICES.map((device) => (
          <button
            key={device.width}
            type="button"
            class="button"
            aria-pressed={now === device.width}
            aria-label={words.widthTitle(device.width)}
            title={words.widthTitle(device.width)}
            onClick={() => setWidth(device.width)}
          >
            {device.width}
          </button>
        ))}
      </span>
      <IconButton
        icon="turn"
        label={words.turn}
        title={turn === null ? words.turnNone : words.turn}
        disabled={turn === null}
        onPress={() => turn !== null && setWidth(turn)}
      />
    </span>
  )
}

const ICONS: Record<Scheme, IconName> = { light: 'sun', dark: 'moon', invert: 'contrast' }

function Schemes() {
  const { scheme, setScheme } = usePart(createPreview)
  const now = scheme.value
  return (
    <span class="tools">
      <span class="segmented" role="group" aria-label={words.scheme}>
        {SCHEMES.map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            aria-pressed={one === now}
            aria-label={words.schemes[one]}
            title={words.schemes[one]}
            onClick={() => setScheme(one)}
          >
            <Icon name={ICONS[one]} />
          </button>
        ))}
      </span>
      {now === 'invert' && (
        <span class="chip warn" title={words.approximateTitle}>
          {words.approximate}
        </span>
      )}
    </span>
  )
}

function Images() {
  const { images, setImages } = usePart(createPreview)
  const on = images.value
  return (
    <button
      type="button"
      class="button"
      aria-label={words.images}
      aria-pressed={on}
      title={on ? words.imagesTitle.on : words.imagesTitle.off}
      onClick={() => setImages(!on)}
    >
      <Icon name="image" />
      <span class="preview-word">{words.images}</span>
    </button>
  )
}
