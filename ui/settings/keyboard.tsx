/** Whether single keys count, and all the keys there are. */
import { KeyTable } from '../palette/key-sheet.tsx'
import { useApp } from '../shell/context.ts'
import * as palette from '../strings/palette.ts'
import * as words from '../strings/settings.ts'
import { Switch } from './switch.tsx'

export function Keyboard() {
  const { singleKeys } = useApp()
  return (
    <>
      <Switch choice={singleKeys} label={palette.singleKeys} more={palette.singleKeysMore} />
      <section>
        <h3>{words.allKeys}</h3>
        <p class="muted">{words.allKeysMore}</p>
        <KeyTable />
      </section>
    </>
  )
}
