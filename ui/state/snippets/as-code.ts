/** The search as something to paste: criteria, requests, and tests that wait for such a mail. */
import type { Criteria } from '../../../contract/criteria.ts'
import { literal, pythonLiteral } from './literal.ts'
import { filled, type Templates } from './template.ts'

export const SNIPPETS = ['json', 'list', 'wait', 'vitest', 'playwright', 'node-test', 'python', 'java'] as const
export type SnippetId = (typeof SNIPPETS)[number]

/** `base` is the URL of the pages: what lies at `api/` below it answers. */
export function snippetOf(templates: Templates, id: SnippetId, q: string, criteria: Criteria, base: string): string {
  const values = {
    url: base.replace(/\/$/, ''),
    query: `q=${q}`,
    json: JSON.stringify(criteria, null, 2),
    // The sink's and not an inbox's of the test: the search may well be about mail of no inbox.
    criteria: literal(criteria, '  '),
    dict: pythonLiteral(criteria, '    '),
    body: JSON.stringify({ criteria, timeout: '10s' }),
  }
  return filled(templates, `search ${id}`, { ...values, id })
}
