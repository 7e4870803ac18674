/** An HTML mail as it may be looked at: where, what was taken out of it, and what its frame tells the page around it. */
import { Type, type Static } from 'typebox'

/** Something on another host that the mail asks for. `pixel`: an image that nobody is meant to see. */
export type RemoteReference = Static<typeof RemoteReference>
export const RemoteReference = Type.Object({
  url: Type.String({ description: 'As written, at most 2,048 characters of it.' }),
  kind: Type.Union([
    Type.Literal('image'),
    Type.Literal('style'),
    Type.Literal('font'),
    Type.Literal('media'),
    Type.Literal('other'),
  ]),
  pixel: Type.Boolean({ description: 'An image of at most 1 × 1, or a hidden one.' }),
})

/** What the preview leaves out or holds back. Counts are of what stands in the source. */
export type PreviewReport = Static<typeof PreviewReport>
export const PreviewReport = Type.Object({
  scripts: Type.Integer({ description: 'Script elements, and URLs that are scripts.' }),
  handlers: Type.Integer({ description: 'Attributes such as onclick.' }),
  forms: Type.Integer({ description: 'They are shown, but cannot be sent.' }),
  frames: Type.Integer({ description: 'Frames, objects, embeds, applets.' }),
  links: Type.Integer({ description: 'Link elements other than style sheets.' }),
  metas: Type.Integer({ description: 'Meta elements that would have acted, such as a refresh.' }),
  remote: Type.Array(RemoteReference, { description: 'Each once; the first 200.' }),
  remoteTotal: Type.Integer({ description: 'How many there are, beyond those listed too.' }),
  inline: Type.Integer({ description: 'Parts of the mail that the page shows.' }),
  unknownCid: Type.Integer({ description: 'References by cid: to a part that the mail does not have.' }),
})

/** A look at one mail. `url` works without credentials, for as long as it is used at least once an hour. */
export type PreviewAnswer = Static<typeof PreviewAnswer>
export const PreviewAnswer = Type.Object({
  url: Type.String({ description: 'Path of the page, for a sandboxed frame or a tab.' }),
  expiresAt: Type.String({ format: 'date-time' }),
  report: PreviewReport,
})

/** How the page is to be shown: `index.html?remote=1&scheme=dark`. */
export type PreviewQuery = Static<typeof PreviewQuery>
export const PreviewQuery = Type.Object({
  /** Loads images, fonts and style sheets of other hosts. */
  remote: Type.Boolean({ default: false }),
  /** `dark` is what the author made for dark screens, `invert` an approximation of clients that make their own. */
  scheme: Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('invert')], { default: 'light' }),
  /** `off` shows no image at all, as a client does that waits to be asked. */
  images: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  /** Without the bridge: no script runs in the frame, and it tells nothing. */
  strict: Type.Boolean({ default: false }),
})

/**
 * What the frame posts to the page around it. All of it is a stranger's: compare `event.source` with the frame's window,
 * check the shape, and never go to a URL of it unasked.
 */
export type BridgeMessage = { readonly mailsink: 1 } & (
  | {
      /** A key that was pressed outside of inputs, without modifiers but Shift; and Ctrl+K or Cmd+K. */
      readonly type: 'key'
      readonly key: string
      readonly shift: boolean
      readonly ctrl: boolean
      readonly meta: boolean
      readonly repeat: boolean
    }
  /** The link under the pointer or the focus; null when there is none any more. */
  | { readonly type: 'hover'; readonly href: string | null }
  /** A link that opens in a new tab by itself, except with Alt, which leaves it to the page to copy it. */
  | { readonly type: 'click'; readonly href: string; readonly modifier: 'alt' | 'ctrl' | 'meta' | 'shift' | null }
  /** A link with a scheme of an application, which was held back: ask, then open it. */
  | { readonly type: 'open'; readonly href: string }
  /** The size of the content in CSS pixels; the height is at least that of the frame. */
  | { readonly type: 'size'; readonly width: number; readonly height: number }
  /** A request that the policy stopped. The first 500 of these and of the broken images are told. */
  | { readonly type: 'blocked'; readonly url: string; readonly directive: string }
  /** An image that did not load, whatever the reason. */
  | { readonly type: 'broken'; readonly url: string }
)
