/** What a failed wait prints: the most read text of the product, made to be understood by who has never seen mailsink. */
import type { Inbox } from '../../contract/inbox.ts'
import type { Diagnosis, MessageName } from '../../contract/wait.ts'
import { attemptSections } from './sections/attempts.ts'
import { came } from './sections/came.ts'
import { closest } from './sections/closest.ts'
import { dropped, lostPlace } from './sections/dropped.ts'
import { headline } from './sections/headline.ts'
import { row } from './sections/layout.ts'
import { missed } from './sections/missed.ts'
import { silence } from './sections/silence.ts'
import { arrivedRow, inboxRow } from './sections/summary.ts'
import { underWay } from './sections/under-way.ts'
import { printable } from './sections/printable.ts'

/** What a diagnosis does not say itself. */
export interface Context {
  readonly asked:
    | { readonly kind: 'some'; readonly count: number; readonly exact: boolean; readonly per: 'message' | 'recipient' }
    /** `timeout` in ms. */
    | { readonly kind: 'none'; readonly quiet: number; readonly timeout: number; readonly barrier: boolean }
  /** Milliseconds in all. */
  readonly waited: number
  readonly inbox: Inbox | null
  /** The cursor that was counted from. */
  readonly since: string | null
  /** Of `too_many` and `unexpected_message` those that came; of `wait_timeout` those that matched, but were too few. */
  readonly unexpected: readonly MessageName[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A diagnosis as the sections take it. */
export type Facts = Omit<Diagnosis, 'message'>

/** How much is shown of each kind. */
export interface Room {
  readonly misses: number
  readonly sessions: number
  /** Of one conversation. */
  readonly lines: number
}

/** What fits on a screen. Where everything happened at once, less is shown of each. */
const LONGEST = 60
const rooms: readonly Room[] = [
  { misses: 5, sessions: 5, lines: 12 },
  { misses: 5, sessions: 5, lines: 7 },
  { misses: 5, sessions: 5, lines: 4 },
  { misses: 4, sessions: 4, lines: 3 },
  { misses: 3, sessions: 3, lines: 3 },
  { misses: 2, sessions: 2, lines: 2 },
]

/**
 * Says why a wait failed, in about 5 to 60 lines of plain text without a final line end. The first line is the fact;
 * sections follow, each only where it has something to say; a line that begins with `→` says what to do.
 */
export function explain(diagnosis: Facts, context: Context): string {
  const view = diagnosis.viewUrl === null ? [] : ['', ...row('view', printable(diagnosis.viewUrl, 300))]
  const longest = LONGEST - view.length
  let text: string[] = []
  for (const room of rooms) {
    text = lines(diagnosis, context, room)
    if (text.length <= longest) break
  }
  const cut = text.length <= longest ? text : [...text.slice(0, longest - 1), '  … and more, left out here']
  return [...cut, ...view].join('\n')
}

function lines(diagnosis: Facts, context: Context, room: Room): string[] {
  const { code, wanted } = diagnosis
  return [
    headline(diagnosis, context),
    '',
    ...inboxRow(context),
    ...row('wanted', printable(wanted, 400)),
    ...(code === 'history_lost' ? [] : arrivedRow(diagnosis, context)),
    ...sections(diagnosis, context, room),
  ]
}

/** Which sections tell something about which failure. What else happened would only mislead. */
function sections(diagnosis: Facts, context: Context, room: Room): string[] {
  switch (diagnosis.code) {
    case 'wait_timeout':
      return [
        ...came(diagnosis, context, room),
        ...closest(diagnosis, context, room),
        ...missed(diagnosis, context, room),
        ...attemptSections(diagnosis, context, room),
        ...underWay(diagnosis, context, room),
        ...silence(diagnosis, context),
        ...dropped(diagnosis),
      ]
    case 'too_many':
    case 'unexpected_message':
      return came(diagnosis, context, room)
    case 'refused_attempt':
      return attemptSections(diagnosis, context, room)
    case 'never_quiet':
      return [...came(diagnosis, context, room), ...underWay(diagnosis, context, room)]
    case 'history_lost':
      return diagnosis.evicted > 0 ? [...missed(diagnosis, context, room), ...dropped(diagnosis)] : lostPlace
  }
}
