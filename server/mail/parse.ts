/** The text of one body part. The only file that knows mailparser. */
import { simpleParser } from 'mailparser'
import type { BodyPart } from './mime-tree.ts'

/**
 * Decodes charset and format=flowed; line ends become LF.
 *
 * mailparser gets one part at a time, as a mail of its own without further headers: given a whole mail it refuses the ones
 * that have many parts, spends seconds on address fields nobody asked it for, and decides by itself what is body.
 */
export async function parseText(part: BodyPart): Promise<string> {
  if (part.content.length === 0) return ''
  const charset = part.charset.replace(/[^\w.:+-]/g, '')
  const flowed = part.flowed ? `; format=flowed${part.delSp ? '; delsp=yes' : ''}` : ''
  const type = part.kind === 'html' ? 'text/html' : 'text/plain'
  const header = `Content-Type: ${type}; charset=${charset}${flowed}\r\nContent-Transfer-Encoding: binary\r\n\r\n`
  const mail = await simpleParser(Buffer.concat([Buffer.from(header), part.content]), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    checksumAlgo: 'sha256',
  })
  return (part.kind === 'html' ? mail.html || '' : mail.text) ?? ''
}
