/** Strings of programming languages; what nobody would see in them is written out, since the words are a stranger's. */

/** A string that JavaScript, Python and Java read alike. */
export function doubled(text: string): string {
  return JSON.stringify(text).replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    /[\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** In single quotes, as this house writes JavaScript. */
export function single(text: string): string {
  const inside = doubled(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
  return `'${inside.replaceAll("'", String.raw`\'`)}'`
}
