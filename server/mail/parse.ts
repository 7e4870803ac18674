/** The text of one body part. The only file that knows mailparser. */
import { simpleParser } from 'mailparser'
import type { BodyPart } from './mime-tree.ts'

/** Bytes given to mailparser at a time. */
const slice = 524_288

/**
 * Decodes charset and format=flowed; line ends become LF.
 *
 * mailparser gets one part at a time, as a mail of its own without further headers: given a whole mail it refuses the ones
 * that have many parts, spends seconds on address fields nobody asked it for, and decides by itself what is body.
 * And it gets a long part in slices: it needs up to 90 bytes of heap for each line, and a thread that runs out of heap
 * can take the whole process with it.
 */
export async function parseText(part: BodyPart): Promise<string> {
  const { content, charset } = singleBytes(part)
  const pieces: Buffer[] = []
  for (let from = 0; from < content.length;) {
    const to = cut(content, from, part.flowed)
    // The decoder of format=flowed leaves the last line end off.
    if (part.flowed && pieces.length > 0) pieces.push(Buffer.from('\n'))
    // As bytes, for mailparser's strings are chains of one link for each line, with 90 bytes of heap for each.
    pieces.push(Buffer.from(await parseSlice({ ...part, charset, content: content.subarray(from, to) })))
    from = to
  }
  return Buffer.concat(pieces).toString()
}

async function parseSlice({ kind, content, charset, flowed, delSp }: BodyPart): Promise<string> {
  const name = charset.replace(/[^\w.:+-]/g, '')
  const format = flowed ? `; format=flowed${delSp ? '; delsp=yes' : ''}` : ''
  const type = kind === 'html' ? 'text/html' : 'text/plain'
  const header = `Content-Type: ${type}; charset=${name}${format}\r\nContent-Transfer-Encoding: binary\r\n\r\n`
  const mail = await simpleParser(Buffer.concat([Buffer.from(header), content]), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    checksumAlgo: 'sha256',
  })
  return (kind === 'html' ? mail.html || '' : mail.text) ?? ''
}

/** Where the slice that begins at `from` ends: after a line, and after a paragraph where lines flow, if there is one in reach. */
function cut(content: Buffer, from: number, flowed: boolean): number {
  const limit = from + slice
  if (limit >= content.length) return content.length
  for (let at = content.lastIndexOf(10, limit); at > from; at = content.lastIndexOf(10, at - 1)) {
    const last = content[content[at - 1] === 13 ? at - 2 : at - 1]
    if (!flowed || last !== 0x20) return at + 1
  }
  const next = content.indexOf(10, limit)
  return next < 0 ? content.length : next + 1
}

/** The slices of a text may end after any byte that is a line end; in UTF-16 that byte may be half of a character. */
function singleBytes({ content, charset }: BodyPart): { content: Buffer; charset: string } {
  if (content.length <= slice || !/^utf-?16/i.test(charset)) return { content, charset }
  const even = content.subarray(0, content.length & ~1)
  const big = /be$/i.test(charset) || (even[0] === 0xfe && even[1] === 0xff)
  const text = (big ? Buffer.from(even).swap16() : even).toString('utf16le')
  return { content: Buffer.from(text.replace(/^\ufeff/, '')), charset: 'utf-8' }
}
