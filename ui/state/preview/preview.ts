/** The preview of the open mail: where its page is, how it is looked at, and what its frame has told. */
import { batch, computed, signal } from '@preact/signals'
import type { BridgeMessage, PreviewReport } from '../../../contract/preview.ts'
import * as words from '../../strings/preview.ts'
import type { App } from '../app.ts'
import { applicationOf } from './bridge.ts'
import { createPreviewChoices, pageAddress, SCHEMES, type Scheme } from './preview-choices.ts'
import { turned, widerThan, widthOf } from './preview-widths.ts'

export type Look =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: string }
  | {
      readonly kind: 'ready'
      readonly id: string
      readonly url: string
      readonly report: PreviewReport
      readonly epoch: string
      readonly since: number
    }
  | { readonly kind: 'failed'; readonly id: string; readonly text: string }

/** A page is good for an hour after its last use; half of that asks early enough, whatever clock is off. */
const FRESH = 30 * 60_000

export function createPreview(app: App) {
  const { api, connection, navigation, commands } = app
  const choices = app.part(createPreviewChoices)
  const { parameters, route } = navigation
  const look = signal<Look>({ kind: 'none' })
  /** The mail whose remote content was asked for this once. */
  const once = signal<string | null>(null)
  const hovered = signal<string | null>(null)
  const failed = signal<ReadonlySet<string>>(new Set())
  const stopped = signal<ReadonlySet<string>>(new Set())
  /** A link to an application that waits for an answer. */
  const asking = signal<string | null>(null)
  const agreed = new Set<string>()

  const strict = choices.strict.value
  const width = computed(() => widthOf(parameters.value.w))
  const scheme = computed(
    () => SCHEMES.find((known) => known === parameters.value.scheme) ?? choices.scheme.value.value,
  )
  const images = computed(() => {
    const written = parameters.value.images
    return written === 'on' || written === 'off' ? written === 'on' : choices.images.value.value
  })
  const remote = computed(() => {
    const now = look.value
    return choices.remote.value.value === 'always' || (now.kind === 'ready' && now.id === once.value)
  })
  const src = computed(() => {
    const now = look.value
    if (now.kind !== 'ready') return null
    const view = { scheme: scheme.value, images: images.value, remote: remote.value, strict: strict.value }
    return pageAddress(now.url, view)
  })

  const epoch = () => connection.info.peek()?.epoch ?? ''
  const isFresh = (now: Look) => now.kind === 'ready' && now.epoch === epoch() && performance.now() - now.since < FRESH

  async function open(id: string): Promise<void> {
    const before = look.peek()
    if (before.kind !== 'none' && before.id === id && (before.kind === 'loading' || isFresh(before))) return
    look.value = { kind: 'loading', id }
    await ask(id)
  }

  async function ask(id: string): Promise<void> {
    let next: Look
    try {
      const { url, report } = await api.preview(id)
      next = { kind: 'ready', id, url, report, epoch: epoch(), since: performance.now() }
    } catch (error) {
      next = { kind: 'failed', id, text: error instanceof Error ? error.message : String(error) }
    }
    const now = look.peek()
    if (now.kind !== 'none' && now.id === id) look.value = next
  }

  const setWidth = (px: number | null) => navigation.change({ w: px === null ? null : String(px) })
  const setScheme = (next: Scheme) => navigation.change({ scheme: next === choices.scheme.value.peek() ? null : next })
  const setImages = (on: boolean) =>
    navigation.change({ images: on === choices.images.value.peek() ? null : on ? 'on' : 'off' })

  const onPreview = () => route.value.kind === 'message' && app.tab.value === 'preview' && look.value.kind === 'ready'
  const command = (id: string, title: string, key: string, run: () => void) =>
    ({ id, title, group: 'message', keys: [key], available: onPreview, run }) as const
  commands.add([
    command('preview.width', words.cycleWidth, 'w', () => setWidth(widerThan(width.peek()))),
    command('preview.scheme', words.cycleScheme, 'd', () => setScheme(after(scheme.peek()))),
    command('preview.images', words.toggleImages, 'i', () => setImages(!images.peek())),
  ])

  return {
    look,
    width,
    /** The width after a quarter turn, or null where nothing can be turned. */
    turned: computed(() => turned(width.value)),
    scheme,
    images,
    remote,
    strict,
    src,
    hovered,
    /** How many images did not load although nothing stopped them. */
    broken: computed(() => [...failed.value].filter((url) => !stopped.value.has(url)).length),
    asking,
    open,
    /** The page did not answer as a preview does: it may have expired. Asks for a new one, once for each. */
    async renew(): Promise<void> {
      const now = look.peek()
      if (now.kind === 'ready') await ask(now.id)
    },
    /** A new page begins: what the last one told is no longer true. */
    begin() {
      batch(() => {
        hovered.value = null
        asking.value = null
        failed.value = new Set()
        stopped.value = new Set()
      })
    },
    setWidth,
    setScheme,
    setImages,
    loadOnce: () => {
      const now = look.peek()
      if (now.kind === 'ready') once.value = now.id
    },
    loadAlways: () => choices.remote.choose('always'),
    block: () => {
      once.value = null
      choices.remote.choose('ask')
    },
    /** Takes note; gives a link that is to be opened in its application at once, because that was agreed to before. */
    receive(message: BridgeMessage): string | null {
      if (message.type === 'hover') hovered.value = message.href
      if (message.type === 'broken') failed.value = new Set(failed.peek()).add(message.url)
      if (message.type === 'blocked') stopped.value = new Set(stopped.peek()).add(message.url)
      if (message.type !== 'open') return null
      const application = applicationOf(message.href)
      if (application === null) return null
      if (agreed.has(application)) return message.href
      asking.value = message.href
      return null
    },
    answer: (yes: boolean) => {
      const application = asking.peek() === null ? null : applicationOf(asking.peek() ?? '')
      if (yes && application !== null) agreed.add(application)
      asking.value = null
    },
  }
}

function after(scheme: Scheme): Scheme {
  return SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length] ?? 'light'
}
