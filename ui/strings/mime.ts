/** What the tab of the parts says. */
import { count, size } from '../state/format.ts'
import type { PartView } from '../state/parts/part-view.ts'

export const views: Record<PartView, string> = {
  preview: 'Preview',
  headers: 'Headers',
  text: 'Decoded',
  sent: 'As sent',
  hex: 'Hex',
}

export const tree = 'Parts of this mail'
export const viewsLabel = 'How the part is shown'
export const noPreview = 'Only PNG, JPEG, GIF and WebP images are shown here'
export const problems = (n: number) => count(n, 'problem', 'problems')
export const problemsOf = 'Problems of this part'
export const percent = (share: number) => (share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`)
export const sizeTitle = (bytes: number, share: string) => `${bytes} bytes decoded, ${share} of the message`
export const onePart = 'This mail is a single part.'
export const parts = (n: number) => count(n, 'part', 'parts')
export const part = (path: string) => `Part ${path}`
export const facts = {
  disposition: 'disposition',
  charset: 'charset',
  encoding: 'encoding',
  contentId: 'Content-ID',
} as const
export const noHeader =
  'This part has no header of its own: it is text/plain in US-ASCII by definition (RFC 2045, 5.2).'
export const empty = 'This part is empty.'
export const container = 'A container: its content is the parts below it, as they were sent.'
export const stretch = (from: number, to: number, total: number) => `Bytes ${from} to ${to} of ${size(total)}`
export const before = 'Earlier'
export const after = 'Later'
export const download = 'Download'
export const imageOf = (name: string) => `Image ${name}`
export const imageFailed = 'The browser cannot show this image. Hex shows its bytes.'
export const hex = (from: string) => `Bytes in hexadecimal, from ${from}`
export const notRead = 'This part could not be read.'
