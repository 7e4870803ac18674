/** What a message consists of: its bytes, its texts, its parts. All of it is a stranger's, and none of it may act. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { PartContent } from '../../../contract/reader.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, plain, problems, type Api } from '../api.ts'
import { attachment, inline } from '../disposition.ts'
import { inlineHeaders } from '../inline.ts'
import { notFound, ProblemError } from '../problems.ts'
import { sendBytes } from '../range.ts'

// Types that a browser cannot run. SVG, XML, HTML and the like would be pages of this origin.
const HARMLESS = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain', 'application/pdf'])
const ByPart = Type.Object({ id: Type.String(), part: Type.String({ description: 'Its path, such as 1.2.' }) })
const tags = ['messages']
const partial = 'A `Range` of bytes is answered with 206 and those alone.'

export function contentRoutes(api: Api, store: Store): void {
  api.get(
    '/messages/:id/raw',
    {
      schema: {
        operationId: 'getMessageRaw',
        tags,
        summary: 'The exact bytes of a message',
        description: partial,
        params: ById,
        querystring: Type.Object({
          download: Type.Boolean({ default: false, description: 'Ask the browser to save it as a file.' }),
        }),
        response: {
          200: plain('message/rfc822', 'The bytes as they were sent.'),
          ...problems('not_found', 'bad_range'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const raw = (await store.raw(id)) ?? notFound('message', id)
      if (request.query.download) void reply.header('Content-Disposition', attachment(`${id}.eml`))
      return sendBytes(request, reply.type('message/rfc822'), raw)
    },
  )

  for (const form of ['text', 'html'] as const) {
    api.get(
      `/messages/:id/${form}`,
      {
        schema: {
          operationId: form === 'text' ? 'getMessageText' : 'getMessageHtml',
          tags,
          summary: form === 'text' ? 'The text of a message' : 'The HTML of a message, as source',
          description: partial,
          params: ById,
          response: { 200: plain('text/plain', 'Decoded, in UTF-8.'), ...problems('not_found', 'bad_range') },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const message = (await store.message(id)) ?? notFound('message', id)
        const source = message[form]
        if (source === null)
          throw new ProblemError(
            'not_found',
            `The sender sent no ${form === 'text' ? 'text' : 'HTML'} part in "${id}".`,
          )
        return sendBytes(request, reply.type('text/plain; charset=utf-8'), Buffer.from(source))
      },
    )
  }

  api.get(
    '/messages/:id/parts/:part',
    {
      schema: {
        operationId: 'getPart',
        tags,
        summary: 'One part, decoded',
        description: `A download; types that a browser might run are sent as application/octet-stream. ${partial}`,
        params: ByPart,
        querystring: Type.Object({
          inline: Type.Boolean({
            default: false,
            description:
              'Let the browser show it: PNG, JPEG, GIF, WebP, AVIF, PDF and plain text, by what the content is; 415 for all else.',
          }),
        }),
        response: {
          200: plain('application/octet-stream', 'The decoded content.'),
          ...problems('not_found', 'unsupported_type', 'bad_range'),
        },
      },
    },
    async (request, reply) => {
      const { id, part } = request.params
      const content = (await store.part(id, part, 'decoded')) ?? (await noPart(store, id, part))
      const name = content.filename ?? `part-${part}`
      if (!request.query.inline) return sendFile(request, reply, content, safeType(content), name)
      void reply.headers(inlineHeaders(content)).header('Content-Disposition', inline(name))
      return sendBytes(request, reply, content.bytes)
    },
  )

  api.get(
    '/messages/:id/parts/:part/source',
    {
      schema: {
        operationId: 'getPartSource',
        tags,
        summary: 'One part as it was sent, its headers included',
        description: partial,
        params: ByPart,
        response: { 200: plain('text/plain', 'The bytes as they were sent.'), ...problems('not_found', 'bad_range') },
      },
    },
    async (request, reply) => {
      const { id, part } = request.params
      const content = (await store.part(id, part, 'source')) ?? (await noPart(store, id, part))
      return sendFile(request, reply, content, 'text/plain', `part-${part}.txt`)
    },
  )
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  content: PartContent,
  type: string,
  name: string,
): FastifyReply {
  return sendBytes(request, reply.type(type).header('Content-Disposition', attachment(name)), content.bytes)
}

function safeType({ contentType, charset }: PartContent): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!HARMLESS.has(type)) return 'application/octet-stream'
  return type === 'text/plain' && /^[\w.:-]{1,40}$/.test(charset ?? '') ? `${type}; charset=${charset}` : type
}

async function noPart(store: Store, id: string, part: string): Promise<never> {
  if ((await store.raw(id)) === null) notFound('message', id)
  throw new ProblemError('not_found', `Message "${id}" has no part "${part}". GET /api/messages/${id} lists its parts.`)
}
