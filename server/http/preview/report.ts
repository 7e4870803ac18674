/** Notes what a preview leaves out or holds back while the mail is rewritten. */
import type { PreviewReport, RemoteReference } from '../../../contract/preview.ts'

const MOST = 200
const LONGEST = 2_048
/** How many are told apart for the total; a mail that has more is counted no further. */
const MOST_KNOWN = 20_000

export type Counted = 'scripts' | 'handlers' | 'forms' | 'frames' | 'links' | 'metas' | 'unknownCid'

export interface Notes {
  count(what: Counted): void
  /** Notes a URL if it is on another host. */
  asksFor(url: string, kind: RemoteReference['kind'], pixel?: boolean): void
  /** A part of the mail that is shown. */
  shows(part: string): void
  report(): PreviewReport
}

export function takeNotes(): Notes {
  const counts = { scripts: 0, handlers: 0, forms: 0, frames: 0, links: 0, metas: 0, unknownCid: 0 }
  const remote: RemoteReference[] = []
  const known = new Set<string>()
  const parts = new Set<string>()
  return {
    count: (what) => void counts[what]++,
    shows: (part) => void parts.add(part),
    asksFor(written, kind, pixel = false) {
      // As a browser reads it: line ends and tabs do not count, nor does what stands around it.
      const url = written
        .slice(0, LONGEST * 2)
        .replace(/[\t\r\n]/g, '')
        .trim()
        .slice(0, LONGEST)
      if (!/^(?:https?:|ftp:|[\\/]{2})/i.test(url) || known.size >= MOST_KNOWN) return
      const key = `${kind} ${url}`
      if (known.has(key)) return
      known.add(key)
      if (remote.length < MOST) remote.push({ url, kind, pixel })
    },
    report: () => ({ ...counts, remote, remoteTotal: known.size, inline: parts.size }),
  }
}
