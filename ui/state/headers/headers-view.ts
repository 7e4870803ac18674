/** How headers are shown: by what they are for, or as they were sent. Remembered. */
import type { App } from '../app.ts'

export const FORMS = ['grouped', 'sent'] as const
export type Form = (typeof FORMS)[number]

export function createHeadersView({ memory }: App) {
  return memory.option<Form>('headers', FORMS, 'grouped')
}
