/** How wide the frame of a mail is: as there is room, one of the usual widths, or what was dragged. */

/** Of phones, of a narrow pane, and of a tablet; the height is that of the device turned on its side. */
export const DEVICES = [
  { width: 320, height: 568 },
  { width: 375, height: 667 },
  { width: 414, height: 896 },
  { width: 600, height: 960 },
  { width: 768, height: 1024 },
] as const
export const RANGE = { least: 200, most: 2000 } as const

/** The width that an address names in pixels; null fits the room there is. */
export function widthOf(written: string | undefined): number | null {
  const width = Number(written)
  return written === undefined || !Number.isFinite(width) ? null : bounded(width)
}

export function bounded(width: number): number {
  return Math.round(Math.min(RANGE.most, Math.max(RANGE.least, width)))
}

/** The next of the usual widths; behind the widest comes the room there is. */
export function widerThan(width: number | null): number | null {
  return DEVICES.find((device) => device.width > (width ?? 0))?.width ?? null
}

/** The width of the same device turned by a quarter; null for one that is none. */
export function turned(width: number | null): number | null {
  const upright = DEVICES.find((device) => device.width === width)
  if (upright !== undefined) return upright.height
  return DEVICES.find((device) => device.height === width)?.width ?? null
}
