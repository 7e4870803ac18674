/** The page for a preview that is not there: in a frame nobody reads a problem in JSON. */

export type Missing = 'expired' | 'deleted' | 'nowhere'

const WORDS: Record<Missing, string> = {
  expired: 'This preview has expired, or its address was never given out. Open the message again to get a new one.',
  deleted: 'The message of this preview is gone: it was deleted, or a limit dropped it.',
  nowhere: 'There is nothing at this address. A preview has its page at index.html and its images below part/.',
}

export function gonePage(missing: Missing): string {
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>No preview</title>' +
    '<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#333;background:#fff}</style>' +
    `<p>${WORDS[missing]}</p></html>`
  )
}
