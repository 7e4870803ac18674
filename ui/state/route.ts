/** What the address shows, and the address of what is shown. Paths are relative to the base path. */

/** The order is that of the tab strip, and of the keys 1 to 8. */
export const TABS = ['preview', 'text', 'html', 'headers', 'mime', 'files', 'raw', 'smtp'] as const
export type Tab = (typeof TABS)[number]

/** The sides of a session. */
export const SIDES = ['timeline', 'raw', 'facts'] as const
export type Side = (typeof SIDES)[number]

/** What two mails are compared by. */
export const COMPARED = ['headers', 'text', 'html', 'preview', 'smtp'] as const
export type Compared = (typeof COMPARED)[number]

export const SECTIONS = ['appearance', 'keyboard', 'time', 'preview', 'storage', 'about'] as const
export type Section = (typeof SECTIONS)[number]

export type Route =
  | { readonly kind: 'messages' }
  /** The newest that matches `q`; the page goes on to it as soon as it is known. */
  | { readonly kind: 'latest' }
  | { readonly kind: 'message'; readonly id: string; readonly tab: Tab | null }
  | { readonly kind: 'compare'; readonly a: string; readonly b: string; readonly what: Compared }
  | { readonly kind: 'sessions' }
  | { readonly kind: 'session'; readonly id: string; readonly side: Side }
  | { readonly kind: 'faults' }
  | { readonly kind: 'setup' }
  | { readonly kind: 'settings'; readonly section: Section }
  | { readonly kind: 'unknown'; readonly path: string }

/** The places that the rail leads to; a route belongs to one of them, or to none. */
export type Area = 'messages' | 'sessions' | 'faults' | 'setup' | 'settings'

export function areaOf({ kind }: Route): Area | null {
  switch (kind) {
    case 'messages':
    case 'latest':
    case 'message':
    case 'compare':
      return 'messages'
    case 'sessions':
    case 'session':
      return 'sessions'
    case 'faults':
    case 'setup':
    case 'settings':
      return kind
    case 'unknown':
      return null
  }
}

/** Reads a path below the base path. A tab or a section that does not exist (yet) opens what it belongs to all the same. */
export function parseRoute(path: string): Route {
  const [head = '', one, two, three, ...rest] = path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decoded)
  const unknown: Route = { kind: 'unknown', path }
  if (rest.length > 0) return unknown
  switch (head) {
    case '':
      return one === undefined ? { kind: 'messages' } : unknown
    case 'messages':
      if (three !== undefined) return unknown
      if (one === undefined) return { kind: 'messages' }
      if (one === 'latest' && two === undefined) return { kind: 'latest' }
      return { kind: 'message', id: one, tab: known(TABS, two) ?? null }
    case 'compare':
      return one === undefined || two === undefined
        ? unknown
        : { kind: 'compare', a: one, b: two, what: known(COMPARED, three) ?? 'headers' }
    case 'sessions':
      if (three !== undefined) return unknown
      return one === undefined
        ? { kind: 'sessions' }
        : { kind: 'session', id: one, side: known(SIDES, two) ?? 'timeline' }
    case 'faults':
    case 'setup':
      return one === undefined ? { kind: head } : unknown
    case 'settings':
      return two === undefined ? { kind: 'settings', section: known(SECTIONS, one) ?? 'appearance' } : unknown
    default:
      return unknown
  }
}

/** The path of a route, to be resolved against the base path. */
export function pathOf(route: Route): string {
  switch (route.kind) {
    case 'messages':
    case 'sessions':
    case 'faults':
    case 'setup':
      return route.kind
    case 'latest':
      return 'messages/latest'
    case 'message':
      return joined('messages', route.id, route.tab)
    case 'compare':
      return joined('compare', route.a, route.b, route.what === 'headers' ? null : route.what)
    case 'session':
      return joined('sessions', route.id, route.side === 'timeline' ? null : route.side)
    case 'settings':
      return joined('settings', route.section)
    case 'unknown':
      return route.path
  }
}

/** The path below `base` that a URL has, or null when the URL lies elsewhere or is none of the page's own. */
export function pathWithin(base: string, url: string): string | null {
  const below = new URL('.', base)
  const target = new URL(url, base)
  if (target.origin !== below.origin || !target.pathname.startsWith(below.pathname)) return null
  const path = target.pathname.slice(below.pathname.length)
  return /^(?:api|preview|assets)\//.test(path) ? null : path
}

function joined(...segments: (string | null)[]): string {
  return segments.flatMap((segment) => (segment === null ? [] : encodeURIComponent(segment))).join('/')
}

function known<T extends string>(all: readonly T[], given: string | undefined): T | undefined {
  return all.find((one) => one === given)
}

// A lone % in an address that somebody typed must not take the page down.
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
