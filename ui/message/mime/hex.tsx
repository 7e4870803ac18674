/** Bytes with their offsets and as ASCII; sixteen in a row, or eight where there is no room. */
import { useSignal } from '@preact/signals'
import { hexRow } from '../../state/parts/hex.ts'
import * as words from '../../strings/mime.ts'
import { FixedRows } from './fixed-rows.tsx'

const HEIGHT = 20
/** What sixteen bytes need, in pixels. */
const WIDE = 590

export function Hex({ bytes, from }: { bytes: Uint8Array; from: number }) {
  const width = useSignal(16)
  return (
    <FixedRows
      key={width.value}
      class="hex-view"
      data-testid="hex"
      role="region"
      aria-label={words.hex(from.toString(16))}
      tabIndex={0}
      total={Math.ceil(bytes.length / width.value)}
      height={HEIGHT}
      onWidth={(pixels) => (width.value = pixels < WIDE ? 8 : 16)}
    >
      {(at) => {
        const { offset, bytes: pairs, ascii } = hexRow(bytes, at * width.value, width.value, from)
        return (
          <div class="hex-row" key={at}>
            <span class="muted">{offset}</span> {pairs} <span class="hex-ascii">{ascii}</span>
          </div>
        )
      }}
    </FixedRows>
  )
}
