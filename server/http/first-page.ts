/** Writes into the page what it would ask for first. */
import type { FirstPage } from '../../contract/first-page.ts'
import type { Info } from '../../contract/info.ts'
import type { Store } from '../../contract/store.ts'

/** Enough for a tall screen. */
const ROWS = 100

export interface FirstPageSource {
  readonly store: Pick<Store, 'messages'>
  info(): Promise<Info>
}

/** The page with its first answers; as it is when they cannot be had, since it can also ask for them. */
export async function withFirstPage(html: string, source: FirstPageSource): Promise<string> {
  let first: FirstPage
  try {
    first = {
      info: await source.info(),
      list: await source.store.messages({
        limit: ROWS,
        before: null,
        after: null,
        order: 'desc',
        criteria: null,
        digests: false,
      }),
    }
  } catch {
    return html
  }
  // A block of data: never run, and without a "<" in it nothing that a mail says can end it.
  const json = JSON.stringify(first).replaceAll('<', '\\u003c')
  return html.replace('</body>', () => `<script type="application/json" id="first-page">${json}</script></body>`)
}
