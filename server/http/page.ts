/** The parameters that every list takes. */
import { Type, type Static } from 'typebox'
import type { Criteria } from '../../contract/criteria.ts'
import type { MessagePage, Page } from '../../contract/store.ts'

const place = 'a cursor, or the id of an item that is still kept'

export const PageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'How many items at most.' }),
  before: Type.Optional(Type.String({ minLength: 1, description: `Only items before this place: ${place}.` })),
  after: Type.Optional(Type.String({ minLength: 1, description: `Only items after this place: ${place}.` })),
  order: Type.Union([Type.Literal('desc'), Type.Literal('asc')], {
    default: 'desc',
    description: '`desc` gives the newest first, `asc` the oldest.',
  }),
}

/** Of a list of messages. */
export const MessagePageQuery = {
  ...PageQuery,
  digests: Type.Boolean({
    default: true,
    description: 'Wait for the digests of the page; with false those that are not known yet are null, and it is quick.',
  }),
}

export function pageOf(query: Static<Type.TObject<typeof PageQuery>>): Page {
  return { limit: query.limit, before: query.before ?? null, after: query.after ?? null, order: query.order }
}

/** A page of messages: those that match, all of them without criteria. */
export function messagePageOf(
  query: Static<Type.TObject<typeof MessagePageQuery>> & { criteria?: Criteria | null },
): MessagePage {
  return { ...pageOf(query), criteria: query.criteria ?? null, digests: query.digests }
}
