/** The value of a field: decoded, its raw form on hover where that is another, its end only on request. */
import { CutText } from '../../shell/cut.tsx'
import { visible } from '../../state/visible.ts'
import * as words from '../../strings/headers.ts'

export function Value({ value, raw }: { value: string; raw: string }) {
  if (!raw.includes('=?')) return <CutText text={value} />
  return (
    <span class="encoded-value" title={`${words.encoded}\n${visible(raw.slice(0, 1000))}`}>
      <CutText text={value} />
    </span>
  )
}
