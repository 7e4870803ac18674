/** Words for a shell that mean themselves, whoever chose them: an address of a mail is a stranger's. */

/**
 * One word. In quotes where it has to be; and where it holds what a terminal would act upon or nobody would see, as
 * `$'\ooo'`, which bash, zsh and ksh read.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  if (!/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/.test(text))
    return `'${text.replaceAll("'", String.raw`'\''`)}'`
  const bytes = [...new TextEncoder().encode(text)]
  return `$'${bytes.map((byte) => (byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c ? octal(byte) : String.fromCodePoint(byte))).join('')}'`
}

// Three octal digits and no more are read, so that a digit may follow.
const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`
