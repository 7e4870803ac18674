/** How the page is divided and how dense it is; remembered. */
import type { App } from './app.ts'

/** Where what is open stands: beside the list, below it, or alone. */
export const LAYOUTS = ['right', 'bottom', 'none'] as const
export type Layout = (typeof LAYOUTS)[number]

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/** Pixels: the size of the list, across for `right` and down for `bottom`. */
export const SIZES = {
  right: { least: 300, most: 720, usual: 400 },
  bottom: { least: 120, most: 720, usual: 320 },
} as const

export function createLayout({ memory }: App) {
  return {
    layout: memory.option<Layout>('layout', LAYOUTS, 'right'),
    density: memory.option<Density>('density', DENSITIES, 'comfortable'),
    size: {
      right: memory.number('list-width', SIZES.right.usual),
      bottom: memory.number('list-height', SIZES.bottom.usual),
    },
  }
}
