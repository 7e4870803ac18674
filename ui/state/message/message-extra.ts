/** What is done with a mail now and then; fetched at the first time. */
import type { Criteria } from '../../../contract/criteria.ts'
import type { Message } from '../../../contract/message.ts'
import * as more from '../../strings/message-more.ts'
import * as words from '../../strings/message.ts'
import type { App } from '../app.ts'
import { assertionFor, type Runner } from '../snippets/assertion.ts'
import { curlReplay } from '../snippets/replay.ts'
import { createSnippetTexts } from '../snippets/snippet-texts.ts'
import { waysOf } from '../setup/ways.ts'
import { textOf } from '../visible.ts'

/** More than this is no text that somebody pastes. */
const CLIPBOARD = 8 * 1024 * 1024

export async function copyCurl(app: App, message: Message): Promise<void> {
  const [way] = waysOf(app.connection.info.peek()?.listeners ?? [], new URL(app.base).hostname)
  if (way === undefined) app.toasts.show(more.noListener)
  else await app.copy(curlReplay(message, app.base, way), more.curlCopied)
}

export async function copyAssertion(app: App, message: Message, runner: Runner): Promise<void> {
  const templates = await app.part(createSnippetTexts)()
  await app.copy(assertionFor(templates, runner, message, app.base), more.assertionCopied(more.assertion[runner]))
}

export async function copyRaw(app: App, message: Message): Promise<void> {
  if (message.size > CLIPBOARD) {
    app.toasts.show(more.rawTooLong(message.size))
    return
  }
  const { bytes } = await app.api.raw(message.id, CLIPBOARD)
  await app.copy(textOf(bytes), words.copied)
}

export function rawAddress({ id }: Message): string {
  return `api/messages/${encodeURIComponent(id)}/raw?download=true`
}

export function download(_app: App, message: Message): void {
  const link = document.createElement('a')
  link.href = rawAddress(message)
  link.download = `${message.id}.eml`
  link.click()
}

/** The one before it that has its sender and its subject: what changed between two versions of a template. */
export async function comparePrevious(app: App, message: Message): Promise<void> {
  const sender = message.from[0]?.address ?? message.envelope.from
  const criteria: Criteria = {
    ...(sender === '' ? {} : { from: { is: sender } }),
    subject: message.subject === '' ? false : { is: message.subject },
  }
  const { messages } = await app.api.messages({ criteria, before: message.id, limit: 1, digests: false })
  const [previous] = messages
  if (previous === undefined) app.toasts.show(more.noPrevious)
  else app.navigation.go({ kind: 'compare', a: previous.id, b: message.id, what: 'headers' })
}
