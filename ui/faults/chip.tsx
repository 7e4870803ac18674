/** The name of a rule where it struck something; of several in a row that is drawn often, their names. */
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { visible } from '../state/visible.ts'
import * as words from '../strings/list.ts'

/** `href` leads to the rule; left off where there is a link around it already. */
export function FaultChip({ name, href }: { name: string; href?: string }) {
  const title = visible(words.faults(name))
  const inside = (
    <>
      <Icon name="bolt" />
      <span class="clip">
        <Foreign text={name} />
      </span>
    </>
  )
  return href === undefined ? (
    <span class="chip warn fault" title={title}>
      {inside}
    </span>
  ) : (
    <a class="chip warn fault pressable" href={href} title={title}>
      {inside}
    </a>
  )
}
