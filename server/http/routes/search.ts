/** Help for someone who is typing a search: how it may go on, and what it means so far. */
import { Type } from 'typebox'
import { type CompletedField, Completion } from '../../../contract/completion.ts'
import { SearchReading } from '../../../contract/search-reading.ts'
import type { Store } from '../../../contract/store.ts'
import { nearest } from '../../../criteria/nearest.ts'
import { problems, type Api } from '../api.ts'
import { ProblemError } from '../problems.ts'
import { readSearch } from '../search-reading.ts'

const MOST = 20
/** Each of the contract's, which cannot hold values. */
const EVERY_FIELD: Readonly<Record<Exclude<CompletedField, `header.${string}`>, true>> = {
  from: true,
  to: true,
  rcpt: true,
  user: true,
  address: true,
  helo: true,
  inbox: true,
  listener: true,
  header: true,
}
const FIELDS = Object.keys(EVERY_FIELD) as (keyof typeof EVERY_FIELD)[]

export function searchRoute(api: Api, store: Store): void {
  api.get(
    '/search/fields',
    {
      schema: {
        operationId: 'completeField',
        tags: ['messages'],
        summary: 'Values of a field in the newest messages, for completion',
        querystring: Type.Object({
          field: Type.String({
            description: `${FIELDS.join(', ')}, or header.<name>; \`header\` gives names of header fields.`,
          }),
          prefix: Type.String({
            default: '',
            description:
              'What the value begins with, whatever the case; of an address also what a word of its name does.',
          }),
        }),
        response: {
          200: Type.Object({
            values: Type.Array(Completion, { description: `The most frequent first, at most ${MOST}.` }),
          }),
          ...problems('bad_request'),
        },
      },
    },
    async ({ query: { field, prefix } }) => ({
      values: await store.completions({ field: fieldOf(field), prefix, limit: MOST }),
    }),
  )

  api.get(
    '/search/read',
    {
      schema: {
        operationId: 'readSearch',
        tags: ['messages'],
        summary: 'What a search means, or what is wrong with it',
        querystring: Type.Object({
          q: Type.String({ default: '', description: 'The search language. What cannot be understood is no error.' }),
        }),
        response: { 200: SearchReading },
      },
    },
    async ({ query: { q } }) => readSearch(q),
  )
}

/** A parameter that was left off is read as none, whatever the schema says. */
function fieldOf(text: string | undefined): CompletedField {
  const known = FIELDS.find((field) => field === text)
  if (known !== undefined) return known
  if (text !== undefined && /^header\.[!-9;-~]{1,100}$/.test(text)) return text as `header.${string}`
  const names = [...FIELDS, 'header.<name>'].join(', ')
  throw new ProblemError(
    'bad_request',
    text === undefined
      ? `Say which field with ?field=. Known: ${names}.`
      : `"${text.slice(0, 100)}" cannot be completed. Did you mean "${nearest(text, FIELDS)}"? Known: ${names}.`,
  )
}
