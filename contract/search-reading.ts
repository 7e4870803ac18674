/** What the sink makes of a search: whether it can be understood, and what it is made of. For whoever shows one. */
import { Type, type Static } from 'typebox'
import { Criteria } from './criteria.ts'
import { OrNull } from './nullable.ts'

export type SearchPiece = Static<typeof SearchPiece>
export const SearchPiece = Type.Object({
  text: Type.String(),
  rest: Type.String({ description: 'What is left of the search without it.' }),
  meaning: OrNull(
    Type.String({ description: 'What it asks for, in words; null where it asks for nothing that makes sense.' }),
  ),
})

export type SearchReading = Static<typeof SearchReading>
export const SearchReading = Type.Object({
  problem: OrNull(Type.String({ description: 'What is wrong with it; null where nothing is.' })),
  mended: OrNull(
    Type.String({ description: 'The search with the nearest right word in place of the one that is none.' }),
  ),
  criteria: OrNull(Criteria),
  by: Type.Union([Type.Literal('and'), Type.Literal('or')], {
    description: 'Whether all of the pieces have to hold, or one of them.',
  }),
  pieces: Type.Array(SearchPiece, { description: 'The parts that can be taken away one by one.' }),
  texts: Type.Array(Type.String(), { description: 'The texts that it looks for, to be marked where they are found.' }),
})
