/** The content of a part: its header, its text, its source, or its bytes; a long one by stretches. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Part } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Foreign, Marked } from '../../shell/foreign.tsx'
import { createPartReader, same, STRETCH, type PartWish } from '../../state/parts/part-reader.ts'
import { entityOf, latin1, partText } from '../../state/parts/part-text.ts'
import type { PartView } from '../../state/parts/part-view.ts'
import { segments, textOf, visible } from '../../state/visible.ts'
import * as words from '../../strings/mime.ts'
import { Hex } from './hex.tsx'

/** Blocks and marks, each of which takes an element; bytes that are no text have one mark after the other. */
const ELEMENTS = 5000

interface Props {
  id: string
  part: Part
  view: Exclude<PartView, 'preview'>
}

export function PartBytes({ id, part, view }: Props) {
  const reader = usePart(createPartReader)
  const from = useSignal(0)
  const form = view === 'headers' || view === 'sent' ? 'source' : 'decoded'
  const wish: PartWish = { id, part: part.part, form, from: view === 'headers' ? 0 : from.value }
  const nothing = form === 'decoded' && part.size === 0
  useEffect(() => {
    if (!nothing) void reader.open(wish)
  }, [id, part.part, form, wish.from, nothing])
  useEffect(() => void (from.value = 0), [form])

  const content = reader.content.value
  if (nothing) return <p class="sentence">{words.empty}</p>
  if (content.kind === 'none' || !same(content.wish, wish) || content.kind === 'loading') return null
  if (content.kind === 'failed') {
    return (
      <p class="sentence">
        {words.notRead} {content.text}
      </p>
    )
  }
  const { bytes, total } = content
  if (view === 'headers') return <PartHeaders bytes={bytes} />
  return (
    <>
      {form === 'decoded' && part.parts.length > 0 && <p class="muted">{words.container}</p>}
      {total > bytes.length && (
        <p class="note">
          <span>{words.stretch(wish.from, wish.from + bytes.length, total)}</span>
          <button
            type="button"
            class="button"
            disabled={wish.from === 0}
            onClick={() => (from.value = Math.max(0, from.value - STRETCH))}
          >
            {words.before}
          </button>
          <button
            type="button"
            class="button"
            disabled={wish.from + bytes.length >= total}
            onClick={() => (from.value += STRETCH)}
          >
            {words.after}
          </button>
        </p>
      )}
      {view === 'hex' ? (
        <Hex bytes={bytes} from={wish.from} />
      ) : (
        <PartText text={view === 'sent' ? textOf(bytes) : partText(bytes, part.charset)} wire={view === 'sent'} />
      )}
    </>
  )
}

function PartText({ text, wire }: { text: string; wire: boolean }) {
  if (text === '') return <p class="sentence">{words.empty}</p>
  // Only the blocks in view are laid out.
  const blocks = text.match(/(?:[^\n]*\n){1,100}|[^\n]+$/g) ?? []
  const form = wire ? 'wire' : 'text'
  const hasFew = blocks.reduce((sum, block) => sum + segments(block, form).length, 0) < ELEMENTS
  return (
    <pre class="part-source" data-testid="part-text">
      {blocks.map((block, at) => (
        // Each its own direction: that of all of them would be looked for anew with every block that is added.
        <div class="part-block" key={at} dir={wire ? 'ltr' : 'auto'}>
          {hasFew ? <Marked text={block} wire={wire} /> : visible(block, form)}
        </div>
      ))}
    </pre>
  )
}

function PartHeaders({ bytes }: { bytes: Uint8Array }) {
  const { headers } = entityOf(latin1(bytes))
  if (headers.length === 0) return <p class="sentence">{words.noHeader}</p>
  return (
    <dl class="part-headers" data-testid="part-headers">
      {headers.map(({ name, value }, at) => (
        <div key={at}>
          <dt>
            <Foreign text={name.slice(0, 200)} />
          </dt>
          <dd>
            <Foreign text={value.slice(0, 2000)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
