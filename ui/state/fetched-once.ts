/** Texts that are data, not code: fetched when somebody wants them, once. */
import * as words from '../strings/shell.ts'

export function fetchedOnce<T>(address: string, read: (text: string) => T): () => Promise<T> {
  let fetched: Promise<T> | null = null

  async function load(): Promise<T> {
    try {
      const answer = await fetch(address)
      if (answer.ok) return read(await answer.text())
    } catch {
      // Told below, in words.
    }
    fetched = null
    throw new Error(words.notLoaded)
  }

  return () => (fetched ??= load())
}
