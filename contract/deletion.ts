/** What a deletion did, and how it can be taken back. */
import { Type, type Static } from 'typebox'
import { OrNull } from './nullable.ts'

/** Milliseconds for which a deletion can be taken back at most: what waits for that takes room from mail. */
export const LONGEST_UNDO = 60_000

export type Undo = Static<typeof Undo>
export const Undo = Type.Object({
  token: Type.String({ description: 'For POST /api/messages/restore.' }),
  expiresAt: Type.String({ format: 'date-time', description: 'Earlier if mail that comes needs the room.' }),
})

export type Deletion = Static<typeof Deletion>
export const Deletion = Type.Object({
  deleted: Type.Integer({ description: 'How many messages were deleted.' }),
  undo: OrNull(Undo),
})

/** A final one is told by its number alone. */
export type FinalDeletion = Static<typeof FinalDeletion>
export const FinalDeletion = Type.Pick(Deletion, ['deleted'])
