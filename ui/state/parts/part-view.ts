/** In which ways a part can be looked at, and which one is shown: the one chosen last, where it makes sense. */
import type { Part } from '../../../contract/message.ts'
import type { App } from '../app.ts'

export const VIEWS = ['preview', 'headers', 'text', 'sent', 'hex'] as const
export type PartView = (typeof VIEWS)[number]

/** `auto` until one is chosen: an image is shown, a container by its header, anything else by its content. */
export function createPartView({ memory }: Pick<App, 'memory'>) {
  return memory.option<PartView | 'auto'>('part', ['auto', ...VIEWS], 'auto')
}

const RASTER = /^image\/(?:png|jpeg|gif|webp)$/

/** Whether the browser may be given the content as an image: by what it is, whatever it says it is. */
export function isRaster({ detected }: { readonly detected: string | null }): boolean {
  return detected !== null && RASTER.test(detected)
}

export function viewOf(part: Part, chosen: PartView | 'auto'): PartView {
  const raster = isRaster(part)
  if (chosen !== 'auto' && (chosen !== 'preview' || raster)) return chosen
  if (raster) return 'preview'
  if (part.parts.length > 0) return 'headers'
  return part.contentType.startsWith('text/') || part.contentType.startsWith('message/') ? 'text' : 'hex'
}
