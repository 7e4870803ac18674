/** What the preview of a mail says. */
import type { RemoteReference } from '../../contract/preview.ts'
import type { Scheme } from '../state/preview/preview-choices.ts'

/** What is told by number: one, many, and what became of them. */
export const said = {
  inline: ['inline image', 'inline images', ''],
  forms: ['form', 'forms', ' disabled'],
  scripts: ['script', 'scripts', ' removed'],
  handlers: ['event handler', 'event handlers', ' removed'],
  frames: ['frame', 'frames', ' removed'],
  links: ['link element', 'link elements', ' removed'],
  metas: ['meta refresh', 'meta elements', ' removed'],
  unknownCid: ['cid: image', 'cid: images', ' not in this mail'],
  broken: ['image', 'images', ' not loaded'],
  image: ['remote image', 'remote images', ' blocked'],
  style: ['remote style sheet', 'remote style sheets', ' blocked'],
  font: ['remote font', 'remote fonts', ' blocked'],
  media: ['remote medium', 'remote media', ' blocked'],
  other: ['remote reference', 'remote references', ' blocked'],
} as const

export const kindWords: Record<RemoteReference['kind'], string> = {
  image: 'img',
  style: 'css',
  font: 'font',
  media: 'media',
  other: 'other',
}

export const schemes: Record<Scheme, string> = {
  light: 'Light',
  dark: "Author's dark styles",
  invert: 'Forced inversion (approximate)',
}

export const title = (subject: string) => `HTML preview: ${subject}`
export const toolbar = 'How the mail is shown'
export const noHtml = 'The sender sent no HTML part. This is the text part.'
export const failed = 'There is no preview of this mail now.'
export const tryAgain = 'Try again'

export const width = 'Width of the frame'
export const fit = 'Fit'
export const widthTitle = (px: number) => `${px} pixels wide`
export const fitTitle = 'As wide as there is room'
export const px = (n: number) => `${n} px`
export const turn = 'Turn the device'
export const turnNone = 'Choose a width first'
export const handle = 'Drag: width of the frame'
export const scheme = 'Colours'
export const approximate = 'approximate'
export const approximateTitle = 'Each client that inverts mails does it in its own way'
export const images = 'Images'
export const imagesTitle = { on: 'Images are shown', off: 'Images are off, as in a client that asks first' } as const
export const aloneTitle = 'Open the preview in a tab of its own'

export const remoteButton = (n: number, loaded: boolean) => `${n} remote ${loaded ? 'loaded' : 'blocked'}`
export const remotePanel = 'Remote content'
export const loadOnce = 'Load once'
export const loadAlways = 'Always load in this browser'
export const blockAgain = 'Block again'
export const pixel = '1×1'
export const pixelTitle = 'Not meant to be seen: it tells the sender that the mail was opened'
export const moreRemote = (n: number) => `and ${n} more`
export const imagesOff = 'images off'
export const amp = 'an AMP part beside it (see MIME)'
export const source = 'Show the source'

export const linkCopied = 'Link copied'
export const ask = 'This mail opens another application:'
export const askOpen = 'Open'
export const askNot = 'Do not open'

export const cycleWidth = 'Preview: next width'
export const cycleScheme = 'Preview: next colour scheme'
export const toggleImages = 'Preview: images on or off'
