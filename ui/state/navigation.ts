/** Binds the route to the browser's address bar: links, back and forward. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { parseRoute, pathOf, pathWithin, type Route } from './route.ts'

export interface Navigation {
  readonly route: ReadonlySignal<Route>
  go(route: Route, how?: 'push' | 'replace'): void
  stop(): void
}

/** Follows the address of `window` below `base`, and turns clicks on links into moves without a reload. */
export function createNavigation(window: Window, base: string): Navigation {
  const here = () => parseRoute(pathWithin(base, window.location.href) ?? '')
  const route = signal<Route>(here())

  function go(next: Route, how: 'push' | 'replace' = 'push'): void {
    const url = new URL(pathOf(next), base).href
    // The same address again would make "back" do nothing.
    if (how === 'replace' || url === window.location.href) window.history.replaceState(null, '', url)
    else window.history.pushState(null, '', url)
    route.value = next
  }

  function onClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download') || link.target !== '') return
    const path = pathWithin(base, link.href)
    if (path === null || link.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    go(parseRoute(path))
  }

  const onBack = () => void (route.value = here())
  window.addEventListener('popstate', onBack)
  window.document.addEventListener('click', onClick)
  return {
    route,
    go,
    stop() {
      window.removeEventListener('popstate', onBack)
      window.document.removeEventListener('click', onClick)
    },
  }
}
