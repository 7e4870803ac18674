/** What the preview of a mail says. */
import type { RemoteReference } from '../../contract/preview.ts'
import type { Scheme } from '../state/preview/preview-choices.ts'

/** What is told by number: one, many, and what became of them. */
const said = {
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

const kindWords: Record<RemoteReference['kind'], string> = {
  image: 'img',
  style: 'css',
  font: 'font',
  media: 'media',
  other: 'other',
}

const schemes: Record<Scheme, string> = {
  light: 'Light',
  dark: "Author's dark styles",
  invert: 'Forced inversion (approximate)',
}

export const words = {
  kindWords,
  schemes,
  title: (subject: string) => `HTML preview: ${subject}`,
  toolbar: 'How the mail is shown',
  noHtml: 'The sender sent no HTML part. This is the text part.',
  failed: 'There is no preview of this mail now.',
  tryAgain: 'Try again',

  width: 'Width of the frame',
  fit: 'Fit',
  widthTitle: (px: number) => `${px} pixels wide`,
  fitTitle: 'As wide as there is room',
  px: (px: number) => `${px} px`,
  turn: 'Turn the device',
  turnNone: 'Choose a width first',
  handle: 'Drag: width of the frame',
  scheme: 'Colours',
  approximate: 'approximate',
  approximateTitle: 'Each client that inverts mails does it in its own way',
  images: 'Images',
  imagesTitle: { on: 'Images are shown', off: 'Images are off, as in a client that asks first' },
  aloneTitle: 'Open the preview in a tab of its own',

  remoteButton: (n: number, loaded: boolean) => `${n} remote ${loaded ? 'loaded' : 'blocked'}`,
  remotePanel: 'Remote content',
  loadOnce: 'Load once',
  loadAlways: 'Always load in this browser',
  blockAgain: 'Block again',
  pixel: '1×1',
  pixelTitle: 'Not meant to be seen: it tells the sender that the mail was opened',
  moreRemote: (n: number) => `and ${n} more`,

  said,
  imagesOff: 'images off',
  amp: 'an AMP part beside it (see MIME)',
  source: 'Show the source',

  linkCopied: 'Link copied',
  ask: 'This mail opens another application:',
  askOpen: 'Open',
  askNot: 'Do not open',

  cycleWidth: 'Preview: next width',
  cycleScheme: 'Preview: next colour scheme',
  toggleImages: 'Preview: images on or off',
} as const
