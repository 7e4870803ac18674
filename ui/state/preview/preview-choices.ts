/** How the HTML of a mail is shown unless its address says otherwise; remembered. */
import type { App } from '../app.ts'

/** As it is for most readers, in the colours the sender chose for the dark, or turned round by force. */
export const SCHEMES = ['light', 'dark', 'invert'] as const
export type Scheme = (typeof SCHEMES)[number]

/** What becomes of images, styles and fonts that lie elsewhere: not loaded until somebody asks, or always loaded. */
export const REMOTES = ['ask', 'always'] as const
export type Remote = (typeof REMOTES)[number]

export interface View {
  readonly scheme: Scheme
  readonly images: boolean
  readonly remote: boolean
  readonly strict: boolean
}

/** The address of a preview's page as it is to be shown (contract/preview.ts, `PreviewQuery`). */
export function pageAddress(url: string, { scheme, images, remote, strict }: View): string {
  const asked = new URLSearchParams({ scheme, images: images ? 'on' : 'off' })
  if (remote) asked.set('remote', '1')
  if (strict) asked.set('strict', '1')
  return `${url}?${asked.toString()}`
}

export function createPreviewChoices({ memory }: App) {
  return {
    scheme: memory.option<Scheme>('preview-scheme', SCHEMES, 'light'),
    /** Off shows what a client shows that blocks images: their alternative texts. */
    images: memory.flag('preview-images', true),
    remote: memory.option<Remote>('preview-remote', REMOTES, 'ask'),
    /** No script at all in the frame, ours neither: then keys pressed in it and links pointed at are not heard of. */
    strict: memory.flag('preview-strict', false),
  }
}
