/** How many rules are active, for the rail: who misses a mail should see that one may have taken it. */
import { usePart } from '../shell/context.ts'
import { Badge } from '../shell/rail.tsx'
import { createFaults } from '../state/fault/faults.ts'
import * as words from '../strings/faults.ts'

export function FaultCount() {
  return <Badge kind="fault" count={usePart(createFaults).active.value.length} meaning={words.rulesActive} />
}
