/** What a preview shows, leaves out and holds back, in words: one line for people who ask where their form went. */
import type { Part } from '../../../contract/message.ts'
import type { PreviewReport, RemoteReference } from '../../../contract/preview.ts'
import * as words from '../../strings/preview.ts'
import { count, size } from '../format.ts'

export interface Shown {
  readonly htmlBytes: number
  readonly report: PreviewReport
  readonly remote: boolean
  readonly images: boolean
  /** Images that did not load although they were let through. */
  readonly broken: number
  /** There is an AMP part too, which some clients show in the place of the HTML. */
  readonly amp: boolean
}

const REMOVED = ['forms', 'scripts', 'handlers', 'frames', 'links', 'metas'] as const
const KINDS: readonly RemoteReference['kind'][] = ['image', 'style', 'font', 'media', 'other']

export function saysOf({ htmlBytes, report, remote, images, broken, amp }: Shown): string[] {
  return [
    `HTML ${size(htmlBytes)}`,
    ...(amp ? [words.amp] : []),
    ...(['inline', ...REMOVED, 'unknownCid'] as const).flatMap((what) => say(what, report[what])),
    ...(images ? say('broken', broken) : [words.imagesOff]),
    ...(remote ? [] : blocked(report)),
  ]
}

export function hasAmp({ contentType, parts }: Part): boolean {
  return contentType === 'text/x-amp-html' || parts.some(hasAmp)
}

/** Whether something of the source is not in the page, so that looking at the source makes sense. */
export function isChanged(report: PreviewReport): boolean {
  return REMOVED.some((what) => report[what] > 0)
}

/** By kind where all are known, or else in one sum. */
function blocked({ remote, remoteTotal }: PreviewReport): string[] {
  if (remoteTotal > remote.length) return say('other', remoteTotal)
  return KINDS.flatMap((kind) => say(kind, remote.filter((one) => one.kind === kind).length))
}

function say(what: keyof typeof words.said, n: number): string[] {
  const [one, many, became] = words.said[what]
  return n === 0 ? [] : [count(n, one, many) + became]
}
