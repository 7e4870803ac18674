/** The sink about itself: facts, metrics, the certificate. */
import { Type } from 'typebox'
import { Info } from '../../../contract/info.ts'
import type { Store } from '../../../contract/store.ts'
import type { Waits } from '../../wait/waits.ts'
import { plain, problems, type Api } from '../api.ts'
import { METRICS_TYPE, renderMetrics } from '../metrics.ts'
import { ProblemError } from '../problems.ts'

export function factRoutes(api: Api, options: { info(): Promise<Info>; pem(): string | null }): void {
  api.get(
    '/info',
    {
      schema: {
        operationId: 'getInfo',
        tags: ['sink'],
        summary: 'Version, listeners, limits, counts, and the cursor',
        response: { 200: Info },
      },
    },
    () => options.info(),
  )

  api.get(
    '/cursor',
    {
      schema: {
        operationId: 'getCursor',
        tags: ['sink'],
        summary: 'The place after the newest event',
        description: 'Taken before the app is made to send, it leaves out what came earlier: `?since=`.',
        response: { 200: Type.Object({ cursor: Type.String() }) },
      },
    },
    async (_request, reply) => {
      const { cursor } = await options.info()
      void reply.header('X-Mailsink-Cursor', cursor)
      return { cursor }
    },
  )

  api.get(
    '/tls.pem',
    {
      schema: {
        operationId: 'getCertificate',
        tags: ['sink'],
        summary: 'The certificate of the SMTP listeners, for clients that check it',
        response: { 200: plain('application/x-pem-file', 'PEM, without its key.'), ...problems('not_found') },
      },
    },
    async (_request, reply) => {
      const pem = options.pem()
      if (pem === null)
        throw new ProblemError(
          'not_found',
          'No listener speaks TLS; --submission-port, --submissions-port or --starttls would.',
        )
      return reply.type('application/x-pem-file').send(pem)
    },
  )
}

export async function metricsRoute(app: Api, store: Store, waits: Waits): Promise<void> {
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['sink'],
        summary: 'Metrics for Prometheus',
        querystring: Type.Object({}),
        response: { 200: plain('text/plain', 'The text format of Prometheus.') },
      },
    },
    async (_request, reply) => reply.type(METRICS_TYPE).send(await renderMetrics(await store.state(), waits.count())),
  )
}
