/** What the header block of a mail or of one of its parts says about its content. */
import { decoded, structure, unfolded } from './field-value.ts'
import { blockText, eachField, type Block } from './header-block.ts'

export interface EntityHeader {
  /** Lower case; `text/plain` (`message/rfc822` in a digest) where it is absent or no type at all. */
  readonly contentType: string
  readonly declared: boolean
  readonly boundary: string | null
  readonly charset: string | null
  readonly flowed: boolean
  readonly delSp: boolean
  readonly encoding: string | null
  readonly disposition: string | null
  readonly filename: string | null
  readonly contentId: string | null
  readonly problems: string[]
}

const longestValue = 16_384
const mostFields = 10_000

/** `parentType` decides what an undeclared part is. Of repeated fields the first counts. */
export function entityHeader(raw: Buffer, block: Block, parentType: string | null): EntityHeader {
  const fields = contentFields(raw, block)
  const problems: string[] = []
  const type = structure(fields.get('content-type') ?? '')
  const place = structure(fields.get('content-disposition') ?? '')
  const fallback = parentType === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  let contentType = fallback
  if (fields.has('content-type')) {
    const named = /^[^\s/;()<>@,:"]+\/[^\s/;()<>@,:"]+/.exec(type.value)
    if (named) contentType = named[0].toLowerCase()
    else problems.push(`"${type.value.slice(0, 60)}" is not a content type; the part is taken as ${fallback}.`)
  }
  const charset = type.parameters.get('charset')?.trim() || null
  const sent = place.parameters.get('filename') ?? type.parameters.get('name') ?? null
  const filename = sent === null ? null : decoded(sent)
  if (sent !== filename) {
    problems.push(
      'The file name is an encoded word, which a parameter may not be (RFC 2047, 5); most clients decode it.',
    )
  }
  const encoding = withoutComment(fields.get('content-transfer-encoding') ?? '').toLowerCase() || null
  return {
    contentType,
    declared: fields.has('content-type'),
    boundary: type.parameters.get('boundary') || null,
    charset: charset && charset.slice(0, 100),
    flowed: type.parameters.get('format')?.trim().toLowerCase() === 'flowed',
    delSp: type.parameters.get('delsp')?.trim().toLowerCase() === 'yes',
    encoding,
    disposition: withoutComment(place.value).toLowerCase() || null,
    filename,
    contentId: fields.get('content-id')?.slice(0, 1_000) ?? null,
    problems,
  }
}

function contentFields(raw: Buffer, block: Block): Map<string, string> {
  const fields = new Map<string, string>()
  let seen = 0
  eachField(raw, block, (start, colon, end) => {
    if (colon > start && colon - start < 40 && (raw[start]! | 0x20) === 0x63 /* c */) {
      const name = raw.toString('latin1', start, colon).trimEnd().toLowerCase()
      if (name.startsWith('content-') && !fields.has(name)) {
        const value = blockText(raw, colon + 1, Math.min(end, colon + longestValue), block.newline)
        fields.set(name, unfolded(value))
      }
    }
    return ++seen < mostFields
  })
  return fields
}

function withoutComment(value: string): string {
  const comment = value.indexOf('(')
  return (comment < 0 ? value : value.slice(0, comment)).trim()
}
