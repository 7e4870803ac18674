/** Decodes encoded words (RFC 2047) in the header of a part or of an attached mail. */

/** Text without any comes back as it is, and so does one that is broken. */
export function decodedWords(text: string): string {
  if (!text.includes('=?')) return text
  return text
    .slice(0, 10_000)
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(
      /=\?([^?*\s]{1,40})(?:\*[^?]*)?\?([bq])\?([^?\s]*)\?=/gi,
      (word, charset: string, form: string, sent: string) => {
        try {
          const binary = form.toLowerCase() === 'b' ? atob(sent) : unquoted(sent.replaceAll('_', ' '))
          return new TextDecoder(charset).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
        } catch {
          return word
        }
      },
    )
}

/** Quoted-printable to one character per byte; soft line breaks are taken out (RFC 2045, section 6.7). */
export function unquoted(text: string): string {
  return text
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
}
