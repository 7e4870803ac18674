/** How much of something is used, as a bar and in numbers. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import * as words from '../strings/settings.ts'

interface Props {
  readonly label: string
  readonly value: number
  readonly most: number
  readonly written: (value: number) => string
}

export function Meter({ label, value, most, written }: Props) {
  const id = useId()
  const bar = useRef<HTMLDivElement>(null)
  const share = most === 0 ? 0 : Math.min(1, value / most)
  useLayoutEffect(() => bar.current?.style.setProperty('--share', `${share * 100}%`), [share])
  return (
    <div class="meter">
      <span id={id}>{label}</span>
      <span>{words.of(written(value), written(most), share * 100)}</span>
      <div
        ref={bar}
        role="meter"
        aria-labelledby={id}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuetext={words.of(written(value), written(most), share * 100)}
        data-full={share > 0.9}
      />
    </div>
  )
}
