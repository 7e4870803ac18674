/** The forms in which a search can be copied, by name. */
import type { SnippetId } from '../state/snippets/as-code.ts'

export const codes: Record<SnippetId, { readonly name: string; readonly means: string }> = {
  json: { name: 'JSON criteria', means: 'for the API, and for the client in a test' },
  list: { name: 'curl: list', means: 'GET /api/messages' },
  wait: { name: 'curl: wait', means: 'GET /api/wait, up to 10 s' },
  vitest: { name: 'Vitest', means: 'a test with mailsink/vitest' },
  playwright: { name: 'Playwright', means: 'a test with mailsink/playwright' },
  'node-test': { name: 'node:test', means: 'a test with mailsink/node-test' },
  python: { name: 'Python', means: 'a test with nothing but its library' },
  java: { name: 'Java', means: 'with java.net.http, 11 or newer' },
}
