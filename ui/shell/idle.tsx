/** What the reading pane says while nothing is open: how to send a mail, or that one may be chosen. */
import { createArrivals } from '../state/arrivals.ts'
import * as strings from '../strings/common.ts'
import { usePart } from './context.ts'
import { lazy } from './lazy.tsx'

const Connect = lazy((late) => late.Connect)

export function Idle() {
  const kept = usePart(createArrivals).kept.value
  if (kept === null) return null
  if (kept === 0) return <Connect />
  return (
    <div class="notice idle">
      <h2>{strings.chooseOne}</h2>
      <p>{strings.chooseOneMore}</p>
    </div>
  )
}
