/** Messages as one file: an mbox, or an archive with the conversations. Sent as it is made. */
import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { Store } from '../../../contract/store.ts'
import { problems, type Api } from '../api.ts'
import { withCriteria } from '../criteria-query.ts'
import { exportedMessages, exportedSessions } from '../exported-messages.ts'
import { mboxOf } from '../export-mbox.ts'
import { zipOf } from '../export-zip.ts'
import { streamed } from '../streamed.ts'

const file = Type.Unsafe<Readable | string>({ type: 'string' })

/** `failed` is told of an error after the answer has begun; its reader only sees it break off. */
export function exportRoute(api: Api, store: Store, failed: (error: unknown) => void): void {
  api.get(
    '/export',
    {
      schema: {
        operationId: 'exportMessages',
        tags: ['messages'],
        summary: 'Messages as one file, oldest first',
        description:
          '`zip`: each mail byte for byte (`0001-subject.eml`), the conversation that delivered it (`0001-subject.txt`), ' +
          'index.html, and index.json, an array of summaries with the names of the files; without criteria also the ' +
          'conversations that delivered nothing or not everything (`sessions/`). ' +
          '`mbox`: mboxrd; line ends stay as they were sent. ' +
          'A message that is deleted meanwhile is left out; index.json says so.',
        querystring: withCriteria({
          format: Type.Union([Type.Literal('zip'), Type.Literal('mbox')], {
            default: 'zip',
            description: 'What kind of file.',
          }),
        }),
        response: {
          200: {
            description: 'The file, as a download.',
            content: { 'application/zip': { schema: file }, 'application/mbox': { schema: file } },
          },
          ...problems('bad_request'),
        },
      },
    },
    async ({ query, method }, reply) => {
      const { format, criteria = null } = query
      const found = await exportedMessages(store, criteria)
      const date = new Date().toISOString().slice(0, 10)
      void reply
        .type(`application/${format}`)
        .header('Content-Disposition', `attachment; filename="mailsink-${date}.${format}"`)
      // Nobody reads the answer to a HEAD, but it would be made all the same.
      if (method === 'HEAD') return reply.send('')
      const sessions = criteria === null ? exportedSessions(store) : nothing()
      const bytes = format === 'zip' ? zipOf(store, found, sessions) : mboxOf(store, found.messages)
      return reply.send(streamed(reply, bytes, failed))
    },
  )
}

async function* nothing(): AsyncGenerator<never> {}
