/** All files of a message at once. */
import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { Message } from '../../../contract/message.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { uniqueNames } from '../file-names.ts'
import { notFound, ProblemError } from '../problems.ts'
import { streamed } from '../streamed.ts'
import { createZipArchive } from '../zip-archive.ts'

const file = Type.Unsafe<Readable | string>({ type: 'string' })

/** `failed` is told of an error after the answer has begun. */
export function filesRoute(api: Api, store: Store, failed: (error: unknown) => void): void {
  api.get(
    '/messages/:id/files.zip',
    {
      schema: {
        operationId: 'getMessageFiles',
        tags: ['messages'],
        summary: 'All attachments of a message in one archive',
        description: 'Decoded. Names are cleaned, and no two are the same.',
        params: ById,
        response: {
          200: { description: 'The archive, as a download.', content: { 'application/zip': { schema: file } } },
          ...problems('not_found'),
        },
      },
    },
    async ({ params: { id }, method }, reply) => {
      const message = (await store.message(id)) ?? notFound('message', id)
      if (message.attachments.length === 0)
        throw new ProblemError('not_found', `Message "${id}" has no attachments, so there is nothing to pack.`)
      void reply.type('application/zip').header('Content-Disposition', `attachment; filename="${id}.zip"`)
      // Nobody reads the answer to a HEAD, but it would be made all the same.
      return method === 'HEAD' ? reply.send('') : reply.send(streamed(reply, filesOf(store, message), failed))
    },
  )
}

/** One file is held at a time. */
async function* filesOf(store: Store, { id, attachments, receivedAt }: Message): AsyncGenerator<Uint8Array> {
  const archive = createZipArchive()
  const nameOf = uniqueNames()
  for (const { part, filename } of attachments) {
    const content = await store.part(id, part, 'decoded')
    // Deleted meanwhile: an archive that breaks off is no archive, and tells so.
    if (content === null) throw new Error(`Message ${id} was deleted while its files were packed.`)
    yield* archive.file(nameOf(filename || `part-${part}`), new Date(receivedAt), content.bytes)
  }
  yield* archive.end()
}
