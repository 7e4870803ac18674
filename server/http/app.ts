/** The app: the guard first, then what it guards. */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Api } from './api.ts'
import { noteMethods } from './allowed-methods.ts'
import { DOCS_POLICY, renderDocs } from './docs-page.ts'
import { acceptUpgrades, feedRoute } from './feed.ts'
import { createFeedHub } from './feed-hub.ts'
import { createGuard } from './guard.ts'
import { describeRoutes } from './openapi.ts'
import { servePages } from './pages.ts'
import { createCapabilities } from './preview/capabilities.ts'
import { previewRoutes } from './preview/routes.ts'
import { internalProblem, ProblemError, problemOf, sendProblem } from './problems.ts'
import { attemptRoutes } from './routes/attempts.ts'
import { contentRoutes } from './routes/content.ts'
import { deletionRoutes } from './routes/deletion.ts'
import { exportRoute } from './routes/export.ts'
import { factRoutes, metricsRoute } from './routes/facts.ts'
import { faultRoutes } from './routes/faults.ts'
import { faultWaitRoute } from './routes/fault-wait.ts'
import { filesRoute } from './routes/files.ts'
import { healthRoutes } from './routes/health.ts'
import { importRoute } from './routes/import.ts'
import { inboxRoutes } from './routes/inboxes.ts'
import { messageRoutes } from './routes/messages.ts'
import { searchRoute } from './routes/search.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { snapshotRoute } from './routes/snapshot.ts'
import { testMessageRoute } from './routes/test-message.ts'
import { waitRoutes } from './routes/wait.ts'
import type { HttpServerOptions } from './server.ts'
import { parseJson, validatorCompiler } from './validation.ts'

export type AppOptions = Omit<HttpServerOptions, 'hosts' | 'port' | 'optionalHosts'>

// For every answer; the pages widen what they need. No HSTS and no upgrade: this speaks plain HTTP, on localhost.
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
}
const JSON_BODY = 1 << 20

/** Builds the app without listening; `ready()` it, or `inject` into it. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { basePath, store } = options
  const guard = createGuard(options)
  const hub = createFeedHub({ store, info: () => options.info(), failed })
  const app = fastify({
    logger: false,
    bodyLimit: JSON_BODY,
    // A path of this server's own making never comes near it; a deep MIME tree may come above the default of 100.
    routerOptions: { maxParamLength: 1_000 },
    // Where the path cannot even be decoded Fastify runs no hook, so the guard is asked here.
    frameworkErrors: (error, request, reply) => {
      // Nor does it then end a connection that came for an upgrade, which nobody reads any more.
      if (request.headers.upgrade) reply.raw.once('finish', () => request.raw.socket.destroy())
      if (admit(request, reply)) fail(error, request, reply)
    },
  })

  function failed(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    options.log({ level: 'error', message: 'An HTTP answer failed', fields: { error: text } })
  }

  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { consumes } = (request.routeOptions.schema ?? {}) as { consumes?: string[] }
    const limit = request.routeOptions.bodyLimit
    const tooLarge = (error as { code?: unknown }).code === 'FST_ERR_CTP_BODY_TOO_LARGE'
    const problem = tooLarge
      ? new ProblemError('too_large', `The body has more than the ${limit} bytes that are taken here.`)
      : problemOf(error, consumes ?? ['application/json'])
    if (problem === null) failed(error)
    sendProblem(reply, problem ?? internalProblem())
  }

  /** The first thing that happens to every request, upgrades and unknown paths included. */
  function admit(request: FastifyRequest, reply: FastifyReply): boolean {
    const { headers, problem, preflight } = guard(request.raw)
    reply.headers(HEADERS).headers(headers)
    if (problem) sendProblem(reply, problem)
    else if (preflight) reply.code(204).send()
    return problem === null && !preflight
  }

  app.addHook('onRequest', (request, reply, done) => {
    if (admit(request, reply)) done()
  })
  app.setErrorHandler(fail)
  app.setValidatorCompiler(validatorCompiler)
  // Answers are what the contract's types say; a serializer would quietly leave off what a schema does not name.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, body: string) =>
    parseJson(body),
  )
  app.addHook('preClose', (done) => {
    hub.stop()
    done()
  })

  const methodsOf = noteMethods(app)
  await acceptUpgrades(app)
  const description = await describeRoutes(app, basePath)
  const showPage = await servePages(app, options)
  for (const prefix of new Set(['/', basePath])) {
    const hidden = prefix !== basePath
    await app.register((scope) => healthRoutes(typed(scope), { ready: () => options.ready(), hidden }), { prefix })
  }
  await app.register((scope) => metricsRoute(typed(scope), store, options.waits), { prefix: basePath })
  previewRoutes(typed(app), options, createCapabilities({ now: Date.now }))
  await app.register(
    async (scope) => {
      const api = typed(scope)
      // A misspelt parameter is an error on every route of the API, also on one that takes none.
      api.addHook('onRoute', (route) => void (route.schema = { querystring: Type.Object({}), ...route.schema }))
      messageRoutes(api, store)
      deletionRoutes(api, store)
      contentRoutes(api, store)
      filesRoute(api, store, failed)
      snapshotRoute(api, options)
      exportRoute(api, store, failed)
      await api.register((inner) => importRoute(typed(inner), options))
      sessionRoutes(api, store)
      searchRoute(api, store)
      waitRoutes(api, store, options.waits)
      inboxRoutes(api, store)
      faultRoutes(api, store)
      faultWaitRoute(api, store, options.waits)
      attemptRoutes(api, store)
      feedRoute(api, hub)
      factRoutes(api, options)
      testMessageRoute(api, options)
      api.get('/openapi.json', () => description.document())
      api.get('/docs', (_request, reply) =>
        reply
          .header('Content-Security-Policy', DOCS_POLICY)
          .type('text/html; charset=utf-8')
          .send(renderDocs(description.document())),
      )
    },
    { prefix: `${basePath}api` },
  )

  app.setNotFoundHandler((request, reply) => {
    const path = decodeURI(request.url.split('?', 1)[0] ?? '')
    if (!path.startsWith(basePath))
      throw new ProblemError(
        'not_found',
        `Nothing is outside of ${basePath}: mailsink was started with that --base-path.`,
      )
    if (showPage(request, reply, path)) return reply
    const methods = methodsOf(path)
    if (methods.length > 0 && !methods.includes(request.method)) {
      const allow = methods.join(', ')
      throw new ProblemError('method_not_allowed', `${request.method} does nothing here; ${allow} would.`, {
        Allow: allow,
      })
    }
    throw new ProblemError('not_found', `There is nothing at ${path}. ${basePath}api/docs lists what there is.`)
  })
  return app
}

function typed(scope: FastifyInstance): Api {
  return scope.withTypeProvider<TypeBoxTypeProvider>()
}
