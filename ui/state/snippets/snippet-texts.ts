/** The templates of the snippets. */
import address from '../../strings/snippets.txt?url'
import { fetchedOnce } from '../fetched-once.ts'
import { templatesOf, type Templates } from './template.ts'

export const createSnippetTexts = (): (() => Promise<Templates>) => fetchedOnce(address, templatesOf)
