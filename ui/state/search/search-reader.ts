/** Asks the sink what a search means, once for each. */
import type { Api } from '../../../client/api.ts'
import type { SearchReading } from '../../../contract/search-reading.ts'

/** The search as it was asked for, and what it means. */
export type ReadSearch = SearchReading & { readonly q: string }

/** Null where nobody answers: the search is then made without being understood here, and its list tells what is wrong. */
export function createSearchReader(api: Api): (q: string) => Promise<ReadSearch | null> {
  // What was typed is asked about before it is applied, and once more then.
  let last: { readonly q: string; readonly answer: Promise<ReadSearch | null> } | null = null

  async function ask(q: string): Promise<ReadSearch | null> {
    try {
      return { q, ...(await api.readSearch(q)) }
    } catch {
      if (last?.q === q) last = null
      return null
    }
  }

  return (q) => {
    if (last?.q !== q) last = { q, answer: ask(q) }
    return last.answer
  }
}
