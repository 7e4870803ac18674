/**
 * The script of ours in the frame of a mail: the app around it can neither look in nor hear keys, so it is told.
 * The contract has the messages (`BridgeMessage`). It runs before anything of the mail is there, and holds on to what it
 * needs: later a mail could put an image named "documentElement" in the way.
 */
const BRIDGE = `(() => {
  const up = parent, root = document.documentElement
  document.currentScript.remove()
  if (up === window) return
  const tell = (type, more) => up.postMessage({ mailsink: 1, type, ...more }, '*')
  const hrefOf = (event) => {
    for (const node of event.composedPath()) {
      if (!(node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement || node instanceof SVGAElement)) continue
      const written = node.getAttribute('href') ?? node.getAttribute('xlink:href')
      if (written !== null) return node instanceof SVGAElement || written.trim().startsWith('#') ? written.trim() : node.href
    }
    return null
  }
  let shown = null
  const show = (href) => { if (href !== shown) tell('hover', { href: shown = href }) }
  for (const type of ['mouseover', 'focusin']) addEventListener(type, (event) => show(hrefOf(event)))
  for (const type of ['mouseout', 'focusout'])
    addEventListener(type, ({ relatedTarget }) => { if (relatedTarget === null) show(null) })
  addEventListener('click', (event) => {
    const href = hrefOf(event)
    if (href === null || href.startsWith('#')) return
    const modifier = ['alt', 'ctrl', 'meta', 'shift'].find((key) => event[key + 'Key']) ?? null
    if (/^(https?|mailto|tel):/i.test(href)) {
      if (modifier !== null && modifier !== 'shift') event.preventDefault()
      tell('click', { href, modifier })
    } else {
      event.preventDefault()
      if (!/^(javascript|vbscript|data|blob|file|filesystem|about|view-source):/i.test(href)) tell('open', { href })
    }
  })
  addEventListener('keydown', (event) => {
    const { key, shiftKey: shift, ctrlKey: ctrl, metaKey: meta, altKey: alt, repeat } = event
    const palette = (ctrl || meta) && !alt && !shift && key.toLowerCase() === 'k'
    if (event.isComposing || (!palette && (ctrl || meta || alt))) return
    const typed = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement]
    for (const node of event.composedPath())
      if (typed.some((kind) => node instanceof kind) || (node instanceof HTMLElement && node.isContentEditable)) return
    if (palette) event.preventDefault()
    tell('key', { key, shift, ctrl, meta, repeat })
  })
  let size = ''
  const measure = () => {
    const { scrollWidth: width, scrollHeight: height } = root
    if (size !== (size = width + ' ' + height)) tell('size', { width, height })
  }
  new ResizeObserver(measure).observe(root)
  for (const type of ['load', 'resize']) addEventListener(type, measure)
  let told = 0
  const tellSome = (type, more) => { if (++told <= 500) tell(type, more) }
  addEventListener('securitypolicyviolation', (event) =>
    tellSome('blocked', { url: event.blockedURI, directive: event.effectiveDirective }))
  addEventListener('error', ({ target }) => {
    if (target instanceof HTMLImageElement) tellSome('broken', { url: target.currentSrc || target.src })
  }, true)
})()`

/** What a page begins with. Links open in a new tab, which cannot reach back: `_blank` implies noopener. */
export function headOf(scheme: string, nonce: string | null): string {
  const style = scheme === 'invert' ? `<style>${INVERSION}</style>` : ''
  return `<base target="_blank">${style}${nonce === null ? '' : `<script nonce="${nonce}">${BRIDGE}</script>`}`
}

// Pictures are turned back, also those that stand in an element which is turned back already.
const TURNED = 'filter:invert(1) hue-rotate(180deg)!important'
const INVERSION =
  `html{background:#fff!important;${TURNED}}img,video,[background]{${TURNED}}` +
  '[background] img,[background] video,[background] [background]{filter:none!important}'
