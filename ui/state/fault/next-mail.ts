/** The quickest fault: the next mail, whoever sends it, is refused once. */
import * as words from '../../strings/faults.ts'
import type { App } from '../app.ts'
import { createFaults } from './faults.ts'

/** Milliseconds for which it can be taken back where it was done. */
const UNDO = 30_000

export async function failNextMail(app: App): Promise<void> {
  const { api, remove } = app.part(createFaults)
  const { id } = await api.createFault({
    name: words.failNext,
    scope: { all: true },
    stage: 'end',
    reply: { code: 451 },
    times: 1,
  })
  app.toasts.show(words.armed, { ms: UNDO, action: { label: words.undo, run: () => void remove(id) } })
}
