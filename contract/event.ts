/** What the store tells its subscribers, and the feed its readers: a closed union, each event with its place in the sequence. */
import { Type, type Static } from 'typebox'
import { Fault, FaultHit } from './fault.ts'
import { Info } from './info.ts'
import { MessageSummary } from './message.ts'
import { Entry, Session } from './session.ts'

const place = { seq: Type.Integer(), at: Type.String({ format: 'date-time' }) }

export type SessionOpened = Static<typeof SessionOpened>
export const SessionOpened = Type.Object({ type: Type.Literal('session.opened'), ...place, session: Session })

export type SessionClosed = Static<typeof SessionClosed>
export const SessionClosed = Type.Object({ type: Type.Literal('session.closed'), ...place, session: Session })

/** New entries of one session; only for a subscriber that asked for that session. */
export type SessionEntries = Static<typeof SessionEntries>
export const SessionEntries = Type.Object({
  type: Type.Literal('session.entries'),
  ...place,
  id: Type.String(),
  entries: Type.Array(Entry),
})

export type MessageAdded = Static<typeof MessageAdded>
export const MessageAdded = Type.Object({ type: Type.Literal('message.added'), ...place, message: MessageSummary })

/** The digest of a message that was added with `digest: null`. Takes no place of its own: `seq` is the newest there is. */
export type MessageUpdated = Static<typeof MessageUpdated>
export const MessageUpdated = Type.Object({ type: Type.Literal('message.updated'), ...place, message: MessageSummary })

export type MessageRemoved = Static<typeof MessageRemoved>
export const MessageRemoved = Type.Object({
  type: Type.Literal('message.removed'),
  ...place,
  ids: Type.Array(Type.String()),
  why: Type.Union([Type.Literal('deleted'), Type.Literal('evicted')]),
})

/** A deletion was taken back: the messages are in their old places, with the numbers they had. Many come in several events. */
export type MessageRestored = Static<typeof MessageRestored>
export const MessageRestored = Type.Object({
  type: Type.Literal('message.restored'),
  ...place,
  messages: Type.Array(MessageSummary),
})

export type FaultAdded = Static<typeof FaultAdded>
export const FaultAdded = Type.Object({ type: Type.Literal('fault.added'), ...place, fault: Fault })

/** A rule has struck: `fault` as it is after that, with its newest 20 hits. */
export type FaultHitEvent = Static<typeof FaultHitEvent>
export const FaultHitEvent = Type.Object({ type: Type.Literal('fault.hit'), ...place, fault: Fault, hit: FaultHit })

/** Rules that strike no more. An expired one stays readable, a deleted one and one whose inbox was closed do not. */
export type FaultRemoved = Static<typeof FaultRemoved>
export const FaultRemoved = Type.Object({
  type: Type.Literal('fault.removed'),
  ...place,
  ids: Type.Array(Type.String()),
  why: Type.Union([Type.Literal('deleted'), Type.Literal('expired'), Type.Literal('inbox_closed')]),
})

/** Facts of the running sink: the first event of every feed, and again whenever they change. */
export type InfoEvent = Static<typeof InfoEvent>
export const InfoEvent = Type.Object({ type: Type.Literal('info'), ...place, info: Info })

/** The reader has missed events that are no longer known: fetch the lists anew and go on from `cursor`. */
export type Resync = Static<typeof Resync>
export const Resync = Type.Object({ type: Type.Literal('resync'), ...place, cursor: Type.String() })

export type StoreEvent =
  | SessionOpened
  | SessionClosed
  | SessionEntries
  | MessageAdded
  | MessageUpdated
  | MessageRemoved
  | MessageRestored
  | FaultAdded
  | FaultHitEvent
  | FaultRemoved

export type FeedEvent = Static<typeof FeedEvent>
export const FeedEvent = Type.Union([
  SessionOpened,
  SessionClosed,
  SessionEntries,
  MessageAdded,
  MessageUpdated,
  MessageRemoved,
  MessageRestored,
  FaultAdded,
  FaultHitEvent,
  FaultRemoved,
  InfoEvent,
  Resync,
])
