/** What the tab of the parts says. */
import { count, size } from '../state/format.ts'
import type { PartView } from '../state/parts/part-view.ts'

const views: Record<PartView, string> = {
  preview: 'Preview',
  headers: 'Headers',
  text: 'Decoded',
  sent: 'As sent',
  hex: 'Hex',
}

export const words = {
  tree: 'Parts of this mail',
  views,
  viewsLabel: 'How the part is shown',
  noPreview: 'Only PNG, JPEG, GIF and WebP images are shown here',
  problems: (n: number) => count(n, 'problem', 'problems'),
  problemsOf: 'Problems of this part',
  percent: (share: number) => (share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`),
  sizeTitle: (bytes: number, share: string) => `${bytes} bytes decoded, ${share} of the message`,
  onePart: 'This mail is a single part.',
  parts: (n: number) => count(n, 'part', 'parts'),
  part: (path: string) => `Part ${path}`,
  facts: {
    disposition: 'disposition',
    charset: 'charset',
    encoding: 'encoding',
    contentId: 'Content-ID',
  },
  noHeader: 'This part has no header of its own: it is text/plain in US-ASCII by definition (RFC 2045, 5.2).',
  empty: 'This part is empty.',
  container: 'A container: its content is the parts below it, as they were sent.',
  stretch: (from: number, to: number, total: number) => `Bytes ${from} to ${to} of ${size(total)}`,
  before: 'Earlier',
  after: 'Later',
  download: 'Download',
  imageOf: (name: string) => `Image ${name}`,
  imageFailed: 'The browser cannot show this image. Hex shows its bytes.',
  hex: (from: string) => `Bytes in hexadecimal, from ${from}`,
  notRead: 'This part could not be read.',
} as const
