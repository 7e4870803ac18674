/** A shortcut as keycaps: `Ctrl K`, or `g` then `m`. */
import { isMac } from '../shell/keyboard.ts'
import { capsOf } from '../state/keys.ts'
import * as words from '../strings/palette.ts'

export function Caps({ shortcut }: { shortcut: string }) {
  return (
    <span class="caps">
      {capsOf(shortcut, isMac()).map((stroke, at) => (
        <span key={at}>
          {at > 0 && <span class="muted"> {words.followedBy} </span>}
          {stroke.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
