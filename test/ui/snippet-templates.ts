/** The templates of the snippets, as the page fetches them. */
import { readFileSync } from 'node:fs'
import { templatesOf } from '../../ui/state/snippets/template.ts'

export const templates = templatesOf(readFileSync(new URL('../../ui/strings/snippets.txt', import.meta.url), 'utf8'))
