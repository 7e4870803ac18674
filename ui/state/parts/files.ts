/** Which parts are files of their own, and which belong to the HTML; and how each can be looked at. */
import type { Attachment, Message } from '../../../contract/message.ts'
import { isRaster } from './part-view.ts'

export interface InlineFile {
  readonly file: Attachment
  /** Whether the HTML refers to it by `cid:`. */
  readonly used: boolean
}

export interface Files {
  readonly files: readonly Attachment[]
  readonly inline: readonly InlineFile[]
}

/** A part with a Content-ID belongs to the HTML, unless it is called an attachment and nothing refers to it. */
export function filesOf({ attachments, html }: Pick<Message, 'attachments' | 'html'>): Files {
  const used = references(html ?? '')
  const files: Attachment[] = []
  const inline: InlineFile[] = []
  for (const file of attachments) {
    const id = file.contentId?.trim().replace(/^<(.*)>$/, '$1') ?? null
    const refers = id !== null && used.has(id.toLowerCase())
    if (refers || (id !== null && file.disposition === 'inline')) inline.push({ file, used: refers })
    else files.push(file)
  }
  return { files, inline }
}

/** What stands behind `cid:` in the source, in lower case. */
function references(html: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, written = ''] of html.matchAll(/\bcid:([^"'\s)>]{1,500})/gi)) {
    found.add(written.toLowerCase())
    try {
      found.add(decodeURIComponent(written.replaceAll('&amp;', '&')).toLowerCase())
    } catch {
      // A lone % is no escape; what was written stands as it is.
    }
  }
  return found
}

/** What a card shows beyond name and size. */
export type Look = 'image' | 'pdf' | 'calendar' | 'vcard' | 'mail' | 'text' | 'none'

export function lookOf(file: Attachment): Look {
  const { contentType, filename } = file
  const ending = /\.([a-z\d]{1,8})$/i.exec(filename ?? '')?.[1]?.toLowerCase()
  const generic = contentType === 'application/octet-stream'
  if (isRaster(file)) return 'image'
  if (file.detected === 'application/pdf') return 'pdf'
  if (contentType === 'text/calendar' || contentType === 'application/ics' || (generic && ending === 'ics'))
    return 'calendar'
  if (/^text\/(?:x-)?vcard$|^text\/directory$/.test(contentType) || (generic && ending === 'vcf')) return 'vcard'
  if (contentType === 'message/rfc822' || contentType === 'message/global' || ending === 'eml') return 'mail'
  if (contentType.startsWith('text/') || contentType.startsWith('message/') || contentType === 'application/json')
    return 'text'
  return 'none'
}
