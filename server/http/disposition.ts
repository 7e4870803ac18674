/** Content-Disposition for names that strangers chose. */

const LONGEST = 150

/**
 * Says "save this under that name", in a way no name can break out of (RFC 6266, RFC 8187).
 *
 *     attachment('Grüße.pdf') // attachment; filename="Gr__e.pdf"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf
 */
export function attachment(name: string): string {
  return `attachment; ${named(name)}`
}

/** Says "show this", and under which name it may be saved. */
export function inline(name: string): string {
  return `inline; ${named(name)}`
}

function named(name: string): string {
  const clean = cleanName(name)
  const ascii = clean.replace(/[^ -~]|["\\%]/g, '_')
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** A name that is one, and not a path, an option or a disguise. */
export function cleanName(name: string): string {
  const clean = Array.from(
    name
      // Half a surrogate pair cannot be encoded; controls and direction marks only serve to disguise an ending.
      .replace(/[\p{Cs}\p{Cc}]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/[\\/:*?"<>|]/g, '_')
      .trim()
      .replace(/^\.+/, '_'),
  )
  // The ending is what tells what a file is, so it stays when the rest has to go.
  const ending = /\.[^.]{1,10}$/.exec(clean.join(''))?.[0] ?? ''
  if (clean.length <= LONGEST) return clean.join('') || 'unnamed'
  return clean.slice(0, LONGEST - ending.length).join('') + ending
}
