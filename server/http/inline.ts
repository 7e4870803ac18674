/** Parts that a browser may show by itself: what they really are decides, not what the sender calls them. */
import type { PartContent } from '../../contract/reader.ts'
import { ProblemError } from './problems.ts'

/** Types that cannot run anything. Never SVG, HTML or XML: those would be pages of this origin. */
const SHOWN: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'text/plain',
  'application/pdf',
])

/**
 * No script, no origin, nothing else fetched. The styles are the browser's own, which it lays out an image with on a page
 * for itself. Chromium shows a PDF under this policy, too.
 */
const POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** The headers to show it with; throws a problem for what has to be downloaded. */
export function inlineHeaders({ detected, charset }: PartContent): Record<string, string> {
  if (detected === null || !SHOWN.has(detected))
    throw new ProblemError(
      'unsupported_type',
      `By its content this is ${detected ?? 'nothing that is known'}, which is not shown in a browser: it might act. ` +
        'Without ?inline it is a download.',
    )
  const type = detected === 'text/plain' ? `${detected}; charset=${charsetOf(charset)}` : detected
  return { 'Content-Type': type, 'Content-Security-Policy': POLICY }
}

/** Only a name that is one: it stands in a header. */
function charsetOf(declared: string | null): string {
  return declared !== null && /^[\w.:-]{1,40}$/.test(declared) ? declared : 'utf-8'
}
