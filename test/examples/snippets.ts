/** The examples of the pages in docs/, as they stand there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Snippet {
  /** The heading that it stands under. */
  readonly heading: string
  readonly language: string
  readonly code: string
}

export function snippetsOf(markdown: string): Snippet[] {
  // A line that begins with # inside of a fence is no heading.
  return [...markdown.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => {
    const [, language = '', code = ''] = match
    const before = markdown.slice(0, match.index).replace(/^```[^]*?^```$/gm, '')
    return {
      heading:
        before
          .match(/^#+ .*$/gm)
          ?.at(-1)
          ?.replace(/^#+ /, '') ?? '',
      language,
      code,
    }
  })
}

/** A page of docs/. */
export function page(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')
}

/** The first snippet of a page in a language, under a heading if one is given. */
export function snippet(language: string, heading?: string, name = 'assertions.md'): string {
  const found = snippetsOf(page(name)).find(
    (one) => one.language === language && (heading === undefined || one.heading === heading),
  )
  if (found === undefined)
    throw new Error(`docs/${name} has no example in ${language}${heading ? ` under "${heading}"` : ''}.`)
  return found.code
}
