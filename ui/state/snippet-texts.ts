/** Fetches the templates of the snippets, once. */
import { words } from '../strings/shell.ts'
import address from '../strings/snippets.txt?url'
import { templatesOf, type Templates } from './template.ts'

export function createSnippetTexts(): () => Promise<Templates> {
  let fetched: Promise<Templates> | null = null

  async function load(): Promise<Templates> {
    try {
      const answer = await fetch(address)
      if (answer.ok) return templatesOf(await answer.text())
    } catch {
      // Told below, in words.
    }
    fetched = null
    throw new Error(words.notLoaded)
  }

  return () => (fetched ??= load())
}
