/** Importing: a mail that did not come over SMTP. */
import type { IncomingMessage } from 'node:http'
import { Type } from 'typebox'
import { MessageSummary } from '../../../contract/message.ts'
import type { Store } from '../../../contract/store.ts'
import { checkAddress } from '../address.ts'
import { problems, type Api } from '../api.ts'
import { ProblemError } from '../problems.ts'
import { mailBody } from './mail-body.ts'

/** Belongs into a scope of its own: only here is a mail a body. */
export async function importRoute(
  api: Api,
  options: { store: Store; messageSize: number; basePath: string },
): Promise<void> {
  const { store, messageSize, basePath } = options
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('message/rfc822', { bodyLimit: messageSize }, (_request: unknown, body: IncomingMessage) =>
    mailBody(body, messageSize, store),
  )
  api.post(
    '/messages',
    {
      bodyLimit: messageSize,
      schema: {
        operationId: 'importMessage',
        tags: ['messages'],
        summary: 'Imports a mail',
        consumes: ['message/rfc822'],
        body: Type.Unsafe<Buffer>({ type: 'string', description: 'The bytes of the mail.' }),
        querystring: Type.Object({
          from: Type.Optional(
            Type.String({ description: 'Sender of the envelope, may be empty; otherwise From of the mail.' }),
          ),
          to: Type.Optional(
            Type.Array(Type.String({ minLength: 1 }), {
              description: 'Recipients of the envelope, repeated or with commas; otherwise To and Cc of the mail.',
            }),
          ),
        }),
        response: { 201: MessageSummary, ...problems('bad_request', 'too_large', 'unsupported_type', 'storage_full') },
      },
    },
    async (request, reply) => {
      const { from, to } = request.query
      for (const address of [from ?? '', ...(to ?? [])]) checkAddress(address)
      if (!Buffer.isBuffer(request.body) || request.body.length === 0)
        throw new ProblemError('bad_request', 'The body is empty; send the bytes of a mail.')
      const summary = await store.import(request.body, { from: from ?? null, to: to ?? null }, request.ip)
      return reply.code(201).header('Location', `${basePath}api/messages/${summary.id}`).send(summary)
    },
  )
}
