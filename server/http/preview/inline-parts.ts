/** The parts of a mail that its page may show: by Content-ID (`cid:`, RFC 2392) or by Content-Location (RFC 2557). */
import type { Message, Part } from '../../../contract/message.ts'
import type { Store } from '../../../contract/store.ts'

export interface InlineParts {
  /** The part that a URL of the page means; null for a `cid:` that means none, undefined for what is no part at all. */
  find(url: string): string | null | undefined
  /** Whether a part may be looked at through the preview. */
  has(part: string): boolean
  /** Whether URLs other than `cid:` may mean a part. */
  readonly byLocation: boolean
}

const mostLocations = 200
const longestBlock = 65_536

export async function inlineParts(store: Store, message: Message): Promise<InlineParts> {
  const byId = new Map<string, string>()
  const visit = ({ part, contentId, parts }: Part) => {
    const id = contentId?.trim().replace(/^<|>$/g, '')
    if (id && parts.length === 0 && !byId.has(id)) byId.set(id, part)
    for (const child of parts) visit(child)
  }
  visit(message.parts)
  // Ids are case-sensitive, and some programs write the two ends of one differently all the same.
  const exact = Array.from(byId)
  for (const [id, part] of exact) if (!byId.has(id.toLowerCase())) byId.set(id.toLowerCase(), part)

  const byLocation = await locations(store, message)
  const known = new Set([...byId.values(), ...byLocation.values()])
  return {
    byLocation: byLocation.size > 0,
    has: (part) => known.has(part),
    find(url) {
      const written = url.trim()
      if (!/^cid:/i.test(written)) return byLocation.get(written)
      const id = decoded(written.slice('cid:'.length))
      return byId.get(id) ?? byId.get(id.toLowerCase()) ?? null
    },
  }
}

/** Hardly a mail has them, so the bytes are looked at before any part is taken out. */
async function locations(store: Store, { id, attachments }: Message): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const raw = await store.raw(id)
  if (raw === null || !mentionsLocation(raw)) return found
  for (const { part } of attachments.slice(0, mostLocations)) {
    const source = await store.part(id, part, 'source')
    if (source === null) continue
    const [block = ''] = latin1(source.bytes.subarray(0, longestBlock)).split(/\r?\n\r?\n/, 1)
    const location = /^content-location:(.*(?:\r?\n[ \t].*)*)/im.exec(block)?.[1]?.replace(/\s+/g, '')
    if (location && !found.has(location)) found.set(location, part)
  }
  return found
}

/** Whether a line of the mail may be the field, found without making a text of all of it. */
function mentionsLocation(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  for (let at = bytes.indexOf('ocation:'); at >= 0; at = bytes.indexOf('ocation:', at + 1)) {
    if (/content-l$/i.test(bytes.toString('latin1', Math.max(0, at - 9), at))) return true
  }
  return false
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
