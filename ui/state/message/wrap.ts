/** Whether long lines are broken at the edge: remembered for each kind of text, unless the address says it. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { App } from '../app.ts'

export interface Wrap {
  readonly on: ReadonlySignal<boolean>
  readonly toggle: () => void
}

/** A text is prose, HTML is one long line more often than not; of the raw bytes one wants to see the lines. */
const USUAL = { text: true, html: true, raw: false } as const
export type Wrapped = keyof typeof USUAL

export function createWrap({ memory, navigation }: App): Record<Wrapped, Wrap> {
  const of = (kind: Wrapped): Wrap => {
    const choice = memory.flag(`wrap-${kind}`, USUAL[kind])
    const on = computed(() => {
      const named = navigation.parameters.value.wrap
      return named === undefined ? choice.value.value : named === 'on'
    })
    return {
      on,
      toggle() {
        const next = !on.peek()
        choice.choose(next)
        navigation.change({ wrap: next ? 'on' : 'off' })
      },
    }
  }
  return { text: of('text'), html: of('html'), raw: of('raw') }
}
