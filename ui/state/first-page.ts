/** The first answers may have come with the page: then nothing is asked for them. */
import type { Api } from '../../client/api.ts'
import type { FirstPage } from '../../contract/first-page.ts'

/** What stands in the element of the page; null where it has none, or holds what no longer reads. */
export function readFirstPage(text: string | null | undefined): FirstPage | null {
  try {
    return text ? (JSON.parse(text) as FirstPage) : null
  } catch {
    return null
  }
}

/** `api`, whose first answers, about the sink and to the question for the newest messages, are those that were brought. */
export function withFirstPage(api: Api, first: FirstPage | null): Api {
  if (first === null) return api
  let info: FirstPage['info'] | null = first.info
  let list: FirstPage['list'] | null = first.list
  return {
    ...api,
    info() {
      const brought = info
      info = null
      return brought === null ? api.info() : Promise.resolve(brought)
    },
    messages(wish = {}) {
      const isPlain = wish.q === undefined && wish.before === undefined && !wish.order && wish.digests === false
      const brought = isPlain && (wish.limit ?? 0) >= (list?.messages.length ?? 0) ? list : null
      if (brought !== null) list = null
      return brought === null ? api.messages(wish) : Promise.resolve(brought)
    },
  }
}
