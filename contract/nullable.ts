import { Type } from 'typebox'

/** A field that is always there and may be null: nothing is left off an answer. */
export const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
