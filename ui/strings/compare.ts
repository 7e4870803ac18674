/** What the comparison of two mails says. */
import { count } from '../state/format.ts'
import type { Compared } from '../state/route.ts'

export const tabs: Record<Compared, string> = {
  headers: 'Headers',
  text: 'Text',
  html: 'HTML',
  preview: 'Preview',
  smtp: 'SMTP',
}

const sides = { left: 'left', right: 'right' } as const

export const title = 'Compare'
export const tabsLabel = 'What is compared'
export const left = 'Left'
export const right = 'Right'
export const swap = 'Swap sides'
export const next = 'Next difference'
export const previous = 'Previous difference'
export const differences = (n: number) => (n === 0 ? 'No difference' : count(n, 'difference', 'differences'))
export const differenceOf = (at: number, n: number) => `Difference ${at} of ${n}`
export const same = 'Both sides are the same.'
export const folded = (n: number) => `${count(n, 'equal line', 'equal lines')}: show`
export const everything = 'All fields'
export const leftOut = (names: readonly string[]) =>
  `Left out, because every mail has its own: ${names.join(', ')}, boundaries.`
export const cut = 'Only the first megabyte of each side is compared.'
export const tooMany = 'These differ in so much that only the beginning is shown.'
export const none = {
  text: (side: 'left' | 'right') => `The ${sides[side]} mail has no text part.`,
  html: (side: 'left' | 'right') => `The ${sides[side]} mail has no HTML part.`,
  smtp: (side: 'left' | 'right') =>
    `There is no conversation of the ${sides[side]} mail: it was imported, or its session is no longer kept.`,
} as const
export const together =
  'Both scroll together. A part of a mail that scrolls by itself does not: the page cannot reach into the frames.'
export const frameTitle = (side: 'left' | 'right', subject: string) => `HTML preview, ${sides[side]}: ${subject}`
export const goneOne = 'One of the two messages is gone.'
export const goneBoth = 'Both messages are gone.'
export const openOther = 'Open the other one'
export const failed = 'The messages could not be read.'
