/** Text as the value of a header field: as it is, or as encoded words. */

/** Bytes of text in one word: it holds 75 characters at most, and base64 makes four of three (RFC 2047, 2). */
const WORD = 45

export function headerText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text
  const words: string[] = []
  let word = ''
  // By characters: a word may not end within one.
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
}
