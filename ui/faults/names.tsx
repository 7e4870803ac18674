/** The rules that struck something, by name; an id where the rule is no longer kept. */
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { createFaults } from '../state/fault/faults.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/list.ts'

/** `ids` with spaces between; `linked` where there is no link around it already. */
export function FaultNames({ ids, linked = false }: { ids: string; linked?: boolean }) {
  const { navigation } = useApp()
  const { nameOf } = usePart(createFaults)
  return (
    <>
      {ids.split(' ').map((id) => {
        const name = nameOf(id)
        const inside = (
          <>
            <Icon name="bolt" />
            <span class="clip">
              <Foreign text={name} />
            </span>
          </>
        )
        const title = visible(words.faults(name))
        return linked ? (
          <a key={id} class="chip warn fault" href={navigation.href({ kind: 'faults' }, {}, id)} title={title}>
            {inside}
          </a>
        ) : (
          <span key={id} class="chip warn fault" title={title}>
            {inside}
          </span>
        )
      })}
    </>
  )
}
