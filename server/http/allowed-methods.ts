/** Which methods a path has, for the 405 that a wrong one deserves. */
import type { FastifyInstance } from 'fastify'

/** Notes the routes from here on; the returned function names the methods of a path. */
export function noteMethods(app: FastifyInstance): (path: string) => string[] {
  const routes: { pattern: RegExp; method: string }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = url
      .split('/')
      .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[^\w-]/g, '\\$&')))
      .join('/')
    for (const each of [method].flat()) routes.push({ pattern: new RegExp(`^${pattern}$`), method: each })
  })
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}
