/** Finds the secrets in what one client sends: each line is judged by those before it. */
import { begunLogin, masked } from './mask.ts'

const LF = 10
const none: Uint8Array = new Uint8Array(0)

export class Secrets {
  private inAuth = false
  /** The unfinished line at the end of the garbage so far, secrets masked. */
  private openGarbage = none

  /** The line as it may be kept, or null when it holds no secret. `verb` is null for the answer to a challenge. */
  inLine(line: Uint8Array, verb: string | null): Uint8Array | null {
    const hidden = masked(line, verb === null ? 'challenge' : this.inAuth ? 'auth-refused' : 'other')
    // Kept up until a known verb follows: the rest of a refused AUTH may still be on its way.
    if (verb === 'AUTH') this.inAuth = true
    else if (verb !== null && hidden === null) this.inAuth = false
    return hidden
  }

  /** Garbage may be commands that came too late, many or half a one: it is looked through line by line, across pieces. */
  inGarbage(bytes: Uint8Array): { kept: Uint8Array; hidden: boolean } {
    const carried = this.openGarbage.length
    const all = Buffer.concat([this.openGarbage, bytes])
    let hidden = false
    for (let start = 0, end = 0; start < all.length; start = end) {
      end = all.indexOf(LF, start) + 1 || all.length
      const line = all.subarray(start, end)
      const stars = masked(line, this.inAuth ? 'auth-refused' : 'other')
      if (stars !== null) all.set(stars, start)
      if (stars !== null && end > carried) hidden = true
      const whole = line[line.length - 1] === LF
      if (whole) this.inAuth = begunLogin(line) || stars !== null
      this.openGarbage = whole ? none : line
    }
    return { kept: all.subarray(carried), hidden }
  }
}
