/**
 * The preview of an HTML mail. A page of a stranger under this origin: it has a path that only whoever asked for it knows,
 * an origin of its own (the sandbox), and nothing it may load or run.
 */
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Message } from '../../../contract/message.ts'
import { PreviewAnswer, PreviewQuery } from '../../../contract/preview.ts'
import type { Store } from '../../../contract/store.ts'
import { asBuffer, ById, problems, type Api } from '../api.ts'
import { attachment } from '../disposition.ts'
import { notFound, ProblemError } from '../problems.ts'
import { headOf } from './bridge.ts'
import type { Capabilities } from './capabilities.ts'
import { gonePage, type Missing } from './gone.ts'
import { inlineParts } from './inline-parts.ts'
import { pageHeaders, sourceOf } from './policy.ts'
import { takeNotes } from './report.ts'
import { inlineType } from './sniff.ts'

interface PreviewOptions {
  readonly basePath: string
  readonly store: Store
}

const AS_SAFE = { remote: false, images: 'off' } as const
const html = 'text/html; charset=utf-8'

/** Takes the root of the app: half of it is API, half is pages. */
export function previewRoutes(app: Api, { basePath, store }: PreviewOptions, capabilities: Capabilities): void {
  app.post(
    `${basePath}api/messages/:id/preview`,
    {
      schema: {
        operationId: 'previewMessage',
        tags: ['messages'],
        summary: 'A page to look at an HTML mail, and what was taken out of it',
        description:
          'The page takes `remote=1` (load what is on other hosts), `scheme=light|dark|invert`, `images=on|off` and ' +
          '`strict=true` (no script of ours in it either).',
        params: ById,
        querystring: Type.Object({}),
        response: { 200: PreviewAnswer, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => {
      const message = (await store.message(id)) ?? notFound('message', id)
      if (message.html === null)
        throw new ProblemError('not_found', `The sender sent no HTML part in "${id}", so there is nothing to preview.`)
      const notes = takeNotes()
      const view = { remote: false, scheme: 'light' } as const
      const { rewrite } = await import('./rewrite.ts')
      const inline = await inlineParts(store, message)
      for await (const _ of rewrite(message.html, '', { ...view, notes, inline })) void _
      const { token, expiresAt } = capabilities.grant(id)
      return {
        url: `${basePath}preview/${token}/index.html`,
        expiresAt: new Date(expiresAt).toISOString(),
        report: notes.report(),
      }
    },
  )

  app.get(
    `${basePath}preview/:token/index.html`,
    { schema: { params: Type.Object({ token: Type.String() }), querystring: PreviewQuery } },
    async (request, reply) => {
      const { params, query } = request
      const message = await held(params.token)
      if (typeof message === 'string') return sendGone(reply, message)
      if (message.html === null) return sendGone(reply, 'deleted')
      const nonce = query.strict ? null : randomBytes(16).toString('base64url')
      const own = sourceOf(request.headers.host, `${basePath}preview/${params.token}/`)
      // Loaded with the first preview: most sinks in tests never show one.
      const { rewrite } = await import('./rewrite.ts')
      const desk = { ...query, notes: takeNotes(), inline: await inlineParts(store, message) }
      const page = rewrite(message.html, headOf(query.scheme, nonce), desk)
      return reply
        .headers(pageHeaders(query, { own, nonce }))
        .type(html)
        .send(Readable.from(page, { objectMode: false }))
    },
  )

  app.get(
    `${basePath}preview/:token/part/:part`,
    { schema: { params: Type.Object({ token: Type.String(), part: Type.String() }), querystring: Type.Object({}) } },
    async ({ params: { token, part } }, reply) => {
      const message = await held(token)
      if (typeof message === 'string') return sendGone(reply, message)
      const shown = (await inlineParts(store, message)).has(part)
      const content = shown ? await store.part(message.id, part, 'decoded') : null
      if (content === null) return sendGone(reply, 'nowhere')
      const type = inlineType(content.bytes)
      // The page has an opaque origin, which is nobody's own; and a font is only taken where it is allowed by name.
      void reply.header('Cross-Origin-Resource-Policy', 'cross-origin')
      if (type?.startsWith('font/')) void reply.header('Access-Control-Allow-Origin', '*')
      if (type === null) void reply.header('Content-Disposition', attachment(content.filename ?? `part-${part}`))
      return reply.type(type ?? 'application/octet-stream').send(asBuffer(content.bytes))
    },
  )

  // Nothing else here may be answered with the page of the app, which has another policy.
  app.get(`${basePath}preview/*`, (_request, reply) => sendGone(reply, 'nowhere'))

  async function held(token: string): Promise<Message | Missing> {
    const id = capabilities.messageOf(token)
    return id === null ? 'expired' : ((await store.message(id)) ?? 'deleted')
  }
}

function sendGone(reply: FastifyReply, missing: Missing): FastifyReply {
  return reply
    .code(404)
    .headers(pageHeaders(AS_SAFE, { own: null, nonce: null }))
    .type(html)
    .send(gonePage(missing))
}
