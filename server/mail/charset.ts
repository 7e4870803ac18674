/** Which charset a text is really in. */
import { isAscii, isUtf8 } from 'node:buffer'
import { charsetName } from './field-value.ts'

export interface Choice {
  /** The name to decode with. */
  readonly charset: string
  readonly problem: string | null
}

const known =
  /^(utf-?7|utf-?8|utf-?16(le|be)?|utf-?32(le|be)?|us-ascii|ascii|iso-?8859-?\d+|iso-?2022-?(jp|kr)[\w-]*|windows-?\d+|cp-?\d+|ibm-?\d+|koi8-?\w+|gbk?|gb-?2312|gb-?18030|big-?5[\w-]*|euc-?\w+|shift[_-]?jis|sjis|ks_?c[\w-]*|tis-?620|viscii|tcvn[\w-]*|macintosh|mac[\w-]+|armscii-?8|hz-?gb-?2312|latin-?\d+|l\d+|win-?\d+|jis[\w-]*)$/i

/**
 * The declared charset where there is one that can be true of these bytes. Otherwise UTF-8 if the bytes are that,
 * what an HTML document says of itself, and windows-1252 in the end, as browsers have it.
 */
export function charsetOf(content: Buffer, declared: string | null, html: boolean): Choice {
  if (declared !== null && !claimsAscii(declared)) {
    if (!known.test(declared) && !known.test(charsetName(declared))) {
      return {
        charset: guess(content, html),
        problem: `The charset "${declared}" is not known; it was guessed from the bytes.`,
      }
    }
    if (/^utf-?8$/i.test(declared) && !isUtf8(content)) {
      return { charset: 'utf-8', problem: 'The content is declared as UTF-8 and is not valid UTF-8.' }
    }
    return { charset: declared, problem: null }
  }
  if (isAscii(content)) return { charset: 'utf-8', problem: null }
  const charset = guess(content, html)
  return {
    charset,
    problem:
      declared === null
        ? `The content has 8-bit bytes and no declared charset; it is read as ${charset}.`
        : `The content is declared as ${declared} and has 8-bit bytes; it is read as ${charset}.`,
  }
}

function claimsAscii(charset: string): boolean {
  return /^((us-?)?ascii|ansi_x3\.4-19\d\d|iso646-us|7bit)$/i.test(charset)
}

function guess(content: Buffer, html: boolean): string {
  if (isUtf8(content)) return 'utf-8'
  const own = html
    ? /<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})/i.exec(content.toString('latin1', 0, 2048))?.[1]
    : null
  return own && known.test(own) && !/^utf-?\d/i.test(own) ? own : 'windows-1252'
}
