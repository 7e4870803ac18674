/** The rules that struck something, by name; an id where the rule is no longer kept. */
import { useApp, usePart } from '../shell/context.ts'
import { createFaults } from '../state/fault/faults.ts'
import { FaultChip } from './chip.tsx'

/** `ids` with spaces between; `linked` where there is no link around it already. */
export function FaultNames({ ids, linked = false }: { ids: string; linked?: boolean }) {
  const { navigation } = useApp()
  const { nameOf } = usePart(createFaults)
  return (
    <>
      {ids.split(' ').map((id) => (
        <FaultChip key={id} name={nameOf(id)} {...(linked && { href: navigation.href({ kind: 'faults' }, {}, id) })} />
      ))}
    </>
  )
}
