/** Binds what is shown to the browser's address bar: route, view parameters, fragment; links, back and forward. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { areaOf, parseRoute, pathOf, pathWithin, type Route } from './route.ts'

/**
 * The part of a view that stands behind the `?`, so that every view can be shared as it is: the query of the list, and
 * how a mail or a conversation is looked at.
 */
export const PARAMETERS = [
  'q',
  'sort',
  'only',
  'w',
  'scheme',
  'images',
  'dir',
  'wrap',
  'find',
  'outcome',
  'from',
] as const
export type Parameter = (typeof PARAMETERS)[number]
export type Parameters = Readonly<Partial<Record<Parameter, string>>>
/** What changes: null takes a parameter away. */
export type Change = Readonly<Partial<Record<Parameter, string | null>>>

export interface Navigation {
  readonly route: ReadonlySignal<Route>
  readonly parameters: ReadonlySignal<Parameters>
  /** Without the `#`; empty when there is none. */
  readonly fragment: ReadonlySignal<string>
  /** Goes to a route. Parameters stay as they are within an area (the messages, the sessions) and end with it. */
  go(route: Route, options?: { how?: 'push' | 'replace'; change?: Change; fragment?: string }): void
  /** Changes how the same thing is looked at. */
  change(change: Change, how?: 'push' | 'replace'): void
  /** The relative address that `go` would go to, for a link. */
  href(route: Route, change?: Change, fragment?: string): string
  stop(): void
}

/** Follows the address of `window` below `base`, and turns clicks on links into moves without a reload. */
export function createNavigation(window: Window, base: string): Navigation {
  const place = signal(placeOf(window.location.href, base))
  const route = computed(() => place.value.route)
  const parameters = computed(() => place.value.parameters)

  function href(next: Route, change: Change = {}, fragment = ''): string {
    const kept = areaOf(next) === areaOf(place.value.route) ? place.value.parameters : {}
    return addressOf(next, changed(kept, change), fragment)
  }

  function show(address: string, how: 'push' | 'replace'): void {
    const url = new URL(address, base).href
    // The same address again would make "back" do nothing.
    if (how === 'replace' || url === window.location.href) window.history.replaceState(null, '', url)
    else window.history.pushState(null, '', url)
    place.value = placeOf(url, base)
  }

  function onClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download') || link.target !== '') return
    const written = link.getAttribute('href') ?? ''
    if (pathWithin(base, link.href) === null) return
    event.preventDefault()
    // <base> counts for fragments too: a bare #e4 means a place in what is open.
    if (written.startsWith('#')) show(addressOf(place.value.route, place.value.parameters, written.slice(1)), 'push')
    else show(link.href, 'push')
  }

  const onBack = () => void (place.value = placeOf(window.location.href, base))
  window.addEventListener('popstate', onBack)
  window.addEventListener('hashchange', onBack)
  window.document.addEventListener('click', onClick)
  return {
    route,
    parameters,
    fragment: computed(() => place.value.fragment),
    go: (next, { how = 'push', change = {}, fragment = '' } = {}) => show(href(next, change, fragment), how),
    change: (change, how = 'replace') =>
      show(addressOf(place.value.route, changed(place.value.parameters, change), place.value.fragment), how),
    href,
    stop() {
      window.removeEventListener('popstate', onBack)
      window.removeEventListener('hashchange', onBack)
      window.document.removeEventListener('click', onClick)
    },
  }
}

function placeOf(url: string, base: string): { route: Route; parameters: Parameters; fragment: string } {
  const { searchParams, hash } = new URL(url, base)
  const given = PARAMETERS.flatMap((name) => {
    const value = searchParams.get(name)
    return value === null || value === '' ? [] : [[name, value] as const]
  })
  return {
    route: parseRoute(pathWithin(base, url) ?? ''),
    parameters: Object.fromEntries(given),
    fragment: hash.slice(1),
  }
}

function changed(parameters: Parameters, change: Change): Parameters {
  const next = Object.entries({ ...parameters, ...change }).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(next) as Parameters
}

function addressOf(route: Route, parameters: Parameters, fragment: string): string {
  const search = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = parameters[name]
    if (value !== undefined) search.set(name, value)
  }
  const query = search.size === 0 ? '' : `?${search.toString()}`
  return `${pathOf(route)}${query}${fragment === '' ? '' : `#${fragment}`}`
}
