/** The built UI: read once, served from memory by exact path, so that no path of a request ever reaches the disk. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { withFirstPage, type FirstPageSource } from './first-page.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

// `connect-src 'self'` covers the feed: since CSP 3 it means ws: of the same host and port as well.
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  // Holds for the frames in the frame of a preview as well: a mail cannot take it anywhere else.
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ')

const NOT_BUILT =
  'mailsink is running, but its pages are not built: run "npm run build" and start it again. The API is at api/docs.\n'

/** Serves the UI, and returns what answers a path of its own making, such as /messages/01J…; false where it does not. */
export async function servePages(
  app: FastifyInstance,
  { pages, basePath, ...source }: FirstPageSource & { pages: URL | null; basePath: string },
): Promise<(request: FastifyRequest, reply: FastifyReply, path: string) => boolean> {
  if (basePath !== '/') app.get(basePath.slice(0, -1), (_request, reply) => reply.redirect(basePath, 308))
  if (pages === null) {
    app.get(basePath, (_request, reply) => reply.type('text/plain; charset=utf-8').send(NOT_BUILT))
    return () => false
  }

  const files = await readFiles(pages)
  const index = withBase(files.get('index.html')?.toString() ?? '', basePath)
  files.delete('index.html')
  const sendIndex = async (reply: FastifyReply) => {
    const html = await withFirstPage(index, source)
    // It has mails in it, and is another one a moment later: not to be stored.
    return reply
      .header('Content-Security-Policy', POLICY)
      .type(TYPES['.html'] ?? '')
      .send(html)
  }

  app.get(basePath, (_request, reply) => sendIndex(reply))
  for (const [name, bytes] of files) {
    // Vite puts a hash of the content into the names of assets: what a name stands for never changes.
    const caching = name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache'
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    app.get(basePath + encodeURI(name), (_request, reply) =>
      reply.headers({ 'Content-Security-Policy': POLICY, 'Cache-Control': caching }).type(type).send(bytes),
    )
  }

  return (request, reply, path) => {
    const mine = !/^\/*(api|assets)(\/|$)/.test(path.slice(basePath.length - 1))
    const wantsPage = ['GET', 'HEAD'].includes(request.method) && request.headers.accept?.includes('text/html')
    if (mine && wantsPage && !request.ws) void sendIndex(reply)
    return mine && wantsPage === true && !request.ws
  }
}

async function readFiles(folder: URL): Promise<Map<string, Buffer>> {
  const root = fileURLToPath(folder)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = new Map<string, Buffer>()
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = `${entry.parentPath}${sep}${entry.name}`
    files.set(relative(root, path).split(sep).join('/'), await readFile(path))
  }
  return files
}

/** The page names its assets relatively; from a deeper path they are only found by a base. */
function withBase(html: string, basePath: string): string {
  const href = basePath.replace(/[&"<>]/g, (char) => `&#${char.charCodeAt(0)};`)
  return html.replace(/<head[^>]*>/i, (head) => `${head}<base href="${href}">`)
}
