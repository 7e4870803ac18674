/** What the address shows, and the address of what is shown. Paths are relative to the base path. */

/** The order is that of the tab strip, and of the keys 1 to 4. */
export const TABS = ['text', 'headers', 'raw', 'smtp'] as const
export type Tab = (typeof TABS)[number]

export type Route =
  | { readonly kind: 'list' }
  | { readonly kind: 'message'; readonly id: string; readonly tab: Tab | null }
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'unknown'; readonly path: string }

/** Reads a path below the base path. A tab that does not exist (yet) opens the message all the same. */
export function parseRoute(path: string): Route {
  const [head = '', id, tab, ...rest] = path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decoded)
  if (id === undefined && (head === '' || head === 'messages')) return { kind: 'list' }
  if (id !== undefined && rest.length === 0) {
    if (head === 'messages') return { kind: 'message', id, tab: TABS.find((known) => known === tab) ?? null }
    if (head === 'sessions') return { kind: 'session', id }
  }
  return { kind: 'unknown', path }
}

/** The path of a route, to be resolved against the base path. */
export function pathOf(route: Route): string {
  if (route.kind === 'list') return 'messages'
  if (route.kind === 'unknown') return route.path
  if (route.kind === 'session') return `sessions/${encodeURIComponent(route.id)}`
  return `messages/${encodeURIComponent(route.id)}${route.tab === null ? '' : `/${route.tab}`}`
}

/** The path below `base` that a URL has, or null when the URL lies elsewhere or is one of the API's. */
export function pathWithin(base: string, url: string): string | null {
  const below = new URL('.', base)
  const target = new URL(url, base)
  if (target.origin !== below.origin || !target.pathname.startsWith(below.pathname)) return null
  const path = target.pathname.slice(below.pathname.length)
  return path.startsWith('api/') ? null : path
}

// A lone % in an address that somebody typed must not take the page down.
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
