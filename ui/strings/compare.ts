/** What the comparison of two mails says. */
import { count } from '../state/format.ts'
import type { Compared } from '../state/route.ts'

const tabs: Record<Compared, string> = {
  headers: 'Headers',
  text: 'Text',
  html: 'HTML',
  preview: 'Preview',
  smtp: 'SMTP',
}

const sides = { left: 'left', right: 'right' } as const

export const words = {
  tabs,
  title: 'Compare',
  tabsLabel: 'What is compared',
  left: 'Left',
  right: 'Right',
  swap: 'Swap sides',
  next: 'Next difference',
  previous: 'Previous difference',
  differences: (n: number) => (n === 0 ? 'No difference' : count(n, 'difference', 'differences')),
  differenceOf: (at: number, n: number) => `Difference ${at} of ${n}`,
  same: 'Both sides are the same.',
  folded: (n: number) => `${count(n, 'equal line', 'equal lines')}: show`,
  everything: 'All fields',
  leftOut: (names: readonly string[]) => `Left out, because every mail has its own: ${names.join(', ')}, boundaries.`,
  cut: 'Only the first megabyte of each side is compared.',
  tooMany: 'These differ in so much that only the beginning is shown.',
  none: {
    text: (side: 'left' | 'right') => `The ${sides[side]} mail has no text part.`,
    html: (side: 'left' | 'right') => `The ${sides[side]} mail has no HTML part.`,
    smtp: (side: 'left' | 'right') =>
      `There is no conversation of the ${sides[side]} mail: it was imported, or its session is no longer kept.`,
  },
  together:
    'Both scroll together. A part of a mail that scrolls by itself does not: the page cannot reach into the frames.',
  frameTitle: (side: 'left' | 'right', subject: string) => `HTML preview, ${sides[side]}: ${subject}`,
  goneOne: 'One of the two messages is gone.',
  goneBoth: 'Both messages are gone.',
  openOther: 'Open the other one',
  failed: 'The messages could not be read.',
} as const
