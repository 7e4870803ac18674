/** What a text is: whether it is one at all, and whether it is one that a program would act on. */

/** What a browser takes for HTML (WHATWG MIME Sniffing, 7.1), and a few more that mails are made of. */
const HTML =
  /^<(?:!doctype\s+html|(?:html|head|body|script|iframe|h[1-6]|div|font|table|a|style|title|b|br|p|center|img|span|form|meta|link|svg:svg)(?=[\s/>]))/i
/** Fields of a mail that stand at its top; two of them make one. */
const MAIL_FIELD =
  /^(?:from|to|subject|date|received|return-path|message-id|mime-version|reply-to|content-type|delivered-to|dkim-signature):/i
const FIELD = /^[!-9;-~]{1,70}:|^[ \t]/

/** A media type for a text, `text/plain` for one that is nothing else; null for what is no text. */
export function textKind(head: Buffer): string | null {
  const text = decoded(head)
  if (text === null) return null
  const start = afterRemarks(text)
  if (/^<svg(?=[\s/>])/i.test(start) || /^<!doctype\s+svg/i.test(start)) return 'image/svg+xml'
  if (/^<\?xml\s/i.test(start)) return xmlKind(start)
  if (HTML.test(start)) return 'text/html'
  // A remark alone is what a browser takes for HTML.
  if (start !== text.trimStart()) return 'text/html'
  if (/^BEGIN:VCALENDAR\r?\n/i.test(start)) return 'text/calendar'
  if (/^BEGIN:VCARD\r?\n/i.test(start)) return 'text/vcard'
  return isMail(text) ? 'message/rfc822' : 'text/plain'
}

/** Null where it has bytes that no text has. */
function decoded(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2).toString('utf16le')
  if (head[0] === 0xfe && head[1] === 0xff)
    return Buffer.from(head.subarray(2, head.length & ~1))
      .swap16()
      .toString('utf16le')
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(head.toString('latin1'))) return null
  const text = head.toString().replace(/^\ufeff/, '')
  const broken = text.slice(0, -3).includes('\ufffd')
  // Bytes beyond ASCII that are no UTF-8 are one of the old charsets, unless nearly all are.
  return broken && head.filter((byte) => byte > 127).length > head.length / 2 ? null : text
}

/** What comes after white space and remarks. */
function afterRemarks(text: string): string {
  let rest = text.trimStart()
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->')
    rest = end < 0 ? '' : rest.slice(end + 3).trimStart()
  }
  return rest
}

function xmlKind(text: string): string {
  const root = /<([a-z][\w.:-]*)/i.exec(text.replace(/<!--[^]*?-->/g, ''))?.[1]?.toLowerCase()
  if (root === 'svg' || root?.endsWith(':svg')) return 'image/svg+xml'
  return root === 'html' ? 'application/xhtml+xml' : 'application/xml'
}

function isMail(text: string): boolean {
  const lines = text.split(/\r?\n/, 40)
  const end = lines.indexOf('')
  const header = end < 0 ? lines.slice(0, -1) : lines.slice(0, end)
  return header.every((line) => FIELD.test(line)) && header.filter((line) => MAIL_FIELD.test(line)).length >= 2
}
