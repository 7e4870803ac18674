/**
 * Who may ask: the Host (against DNS rebinding), the Origin (against pages of other sites), the credentials.
 * The path plays no part in it, so that no way of writing one gets around it. But for the two health routes, and what is
 * below a preview: the token in such a path is the credential, and its page has the origin "null".
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
import { ProblemError } from './problems.ts'

export interface GuardRules {
  basePath: string
  allowHosts: readonly string[]
  allowOrigins: readonly string[]
  auth: { user: string; password: string } | null
  token: string | null
}

/** What came of the check. `headers` belong on the answer either way; a preflight is answered with them alone. */
export interface Verdict {
  headers: Record<string, string>
  problem: ProblemError | null
  preflight: boolean
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>

// Nobody outside can make a public DNS name that ends so, or one without a dot; compose and Kubernetes names are such.
const SAFE_SUFFIXES = ['.localhost', '.internal', '.test', '.local', '.svc.cluster.local']
const EXPOSED = 'Location, Content-Disposition, Content-Range, X-Mailsink-Cursor, X-Mailsink-Missing'

export function createGuard(rules: GuardRules): (asked: Asked) => Verdict {
  const hosts = new Set(rules.allowHosts.map((host) => host.toLowerCase().replace(/\.$/, '')))
  const origins = new Set(rules.allowOrigins.map((origin) => origin.toLowerCase().replace(/\/$/, '')))
  const open = new Set(['/livez', '/readyz', `${rules.basePath}livez`, `${rules.basePath}readyz`])
  // Letter by letter as this server writes them; any other way to write such a path is like any other path.
  const start = rules.basePath.replace(/[^\w/-]/g, '\\$&')
  const preview = new RegExp(`^${start}preview/[\\w-]{22}/(?:index\\.html|part/[0-9.]{1,1000})$`)
  const mayPass = createCredentialCheck(rules)
  const bearer = rules.token === null ? '' : ', Bearer realm="mailsink"'
  const challenge = { 'WWW-Authenticate': `Basic realm="mailsink", charset="UTF-8"${bearer}` }

  return function guard(asked) {
    // What is answered depends on the Origin as soon as one may differ from another.
    const headers: Record<string, string> = origins.size > 0 ? { Vary: 'Origin' } : {}
    const refuse = (problem: ProblemError): Verdict => ({ headers, problem, preflight: false })

    const host = hostOf(asked)
    if (host === null || !(isSafeHost(host.name) || hosts.has(host.name)))
      return refuse(new ProblemError('host_refused', hostRefused(asked.headers.host, host?.name)))

    const path = (asked.url ?? '').split('?', 1)[0] ?? ''
    const previewed = (asked.method === 'GET' || asked.method === 'HEAD') && preview.test(path)
    const origin = asked.headers.origin?.toLowerCase()
    if (origin !== undefined && !(previewed && origin === 'null')) {
      if (origins.has(origin)) {
        headers['Access-Control-Allow-Origin'] = asked.headers.origin ?? ''
        headers['Access-Control-Expose-Headers'] = EXPOSED
      } else if (origin !== host.origin) {
        return refuse(new ProblemError('origin_refused', originRefused(origin, host.origin)))
      }
    }

    if (asked.method === 'OPTIONS' && origin !== undefined && asked.headers['access-control-request-method']) {
      headers['Access-Control-Allow-Methods'] = 'GET, HEAD, POST, DELETE'
      headers['Access-Control-Allow-Headers'] = 'Authorization, Content-Type, Last-Event-ID, Range'
      headers['Access-Control-Max-Age'] = '600'
      // A browser sends no credentials with a preflight, so it is answered before they are asked for.
      return { headers, problem: null, preflight: true }
    }

    if (!open.has(path) && !previewed && !mayPass(asked.headers.authorization))
      return refuse(
        new ProblemError(
          'unauthorized',
          'Credentials are needed: send Authorization with the user and password of --auth-ui (Basic), or the token of --token (Bearer).',
          challenge,
        ),
      )
    return { headers, problem: null, preflight: false }
  }
}

/** The host that was asked for, and the origin that a page served under it has; null when there is none, or two. */
function hostOf(asked: Asked): { name: string; origin: string } | null {
  const given = asked.headers.host?.toLowerCase()
  // Node keeps the first of two Host headers; a proxy in front may have gone by the other.
  const count = asked.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/.exec(given ?? '')
  if (given === undefined || count > 1 || parts?.[1] === undefined) return null
  const port = parts[2] === undefined || parts[2] === '80' ? '' : `:${parts[2]}`
  return { name: parts[1].replace(/(?<=[^.])\.$/, ''), origin: `http://${parts[1]}${port}` }
}

function isSafeHost(name: string): boolean {
  if (name.startsWith('[')) return isIPv6(name.slice(1, -1))
  return isIPv4(name) || !name.includes('.') || SAFE_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

function hostRefused(given: string | undefined, name: string | undefined): string {
  if (given === undefined) return 'The request has no Host header; every client sends one, so send it.'
  if (name === undefined) return `"${given}" is not a host, or was sent twice.`
  return (
    `The host "${name}" is not answered: it could be a name of someone else that points here (DNS rebinding). ` +
    `If it is yours, start mailsink with --allow-host ${name}.`
  )
}

function originRefused(origin: string, own: string): string {
  return (
    `A page of "${origin}" may not use this: its own pages are at ${own}. ` +
    (origin === 'null'
      ? 'It was opened from a file or in a sandbox; serve it over HTTP and allow that origin with --allow-origin.'
      : `If it is yours, or a proxy in front speaks HTTPS, start mailsink with --allow-origin ${origin}.`)
  )
}

function createCredentialCheck({ auth, token }: GuardRules): (authorization: string | undefined) => boolean {
  if (auth === null && token === null) return () => true
  const user = auth && digest(`${auth.user}:${auth.password}`)
  const secret = token === null ? null : digest(token)
  return (authorization) => {
    const [, scheme, value] = /^(basic|bearer) +(\S+) *$/i.exec(authorization ?? '') ?? []
    if (scheme === undefined || value === undefined) return false
    if (scheme.toLowerCase() === 'bearer') return secret !== null && timingSafeEqual(digest(value), secret)
    const pair = Buffer.from(value, 'base64').toString()
    const matchesUser = user !== null && timingSafeEqual(digest(pair), user)
    // A browser can only ask for a user and a password, so the token is taken as the password of any user.
    const password = pair.slice(pair.indexOf(':') + 1)
    return matchesUser || (secret !== null && timingSafeEqual(digest(password), secret))
  }
}

/** Hashes have one length, so comparing them takes as long for any guess. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
