/** The MIME tree as it is shown: every part with its size, its digest if it is a file, and what is wrong with it. */
import { createHash } from 'node:crypto'
import type { Attachment, Part } from '../../contract/message.ts'
import type { PartContent } from '../../contract/reader.ts'
import { roles } from './body.ts'
import { charsetOf } from './charset.ts'
import { walk, type Entity } from './mime-walk.ts'
import { isMismatch } from './mismatch.ts'
import { typeOf } from './sniff.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** A part of the body, decoded as far as its bytes, and the charset to read them in. */
export interface BodyPart {
  readonly path: string
  readonly kind: 'text' | 'html'
  readonly content: Buffer
  readonly charset: string
  readonly flowed: boolean
  readonly delSp: boolean
}

export interface Tree {
  readonly root: Part
  readonly attachments: Attachment[]
  readonly body: BodyPart[]
  /** What was not taken apart, each a sentence. */
  readonly omissions: string[]
}

export function mimeTree(raw: Buffer): Tree {
  const { root, omissions } = walk(raw)
  const { text, html } = roles(root)
  const kinds = new Map<Entity, 'text' | 'html'>()
  for (const entity of text) kinds.set(entity, 'text')
  for (const entity of html) kinds.set(entity, 'html')
  const attachments: Attachment[] = []
  const body: BodyPart[] = []

  const visit = (entity: Entity): Part => {
    const part = shown(entity)
    if (entity.children.length > 0) {
      part.problems.push(...containerProblems(entity))
      part.parts = entity.children.map(visit)
      return part
    }
    const { content, problems } = decodeTransfer(raw.subarray(entity.body, entity.end), entity.header.encoding)
    part.size = content.length
    part.detected = typeOf(content)
    part.problems.push(...problems)
    const kind = kinds.get(entity)
    if (entity.header.contentType.startsWith('text/')) {
      const { charset, problem } = charsetOf(content, part.charset, part.contentType === 'text/html')
      if (problem) part.problems.push(problem)
      if (kind && wasSent(entity)) body.push(bodyPart(entity, kind, content, charset))
    }
    if (!kind && !isEmptyMultipart(entity)) attachments.push(attachment(part, content))
    return part
  }

  return { root: visit(root), attachments, body, omissions }
}

function shown({ path, header, start, body, end, problems }: Entity): Part {
  const { contentType, charset, encoding, disposition, filename, contentId } = header
  return {
    part: path,
    contentType,
    charset,
    encoding,
    disposition,
    filename,
    contentId,
    size: end - body,
    offset: start,
    encodedSize: end - body,
    detected: null,
    problems: [...problems],
    parts: [],
  }
}

function containerProblems({ header, children }: Entity): string[] {
  const problems: string[] = []
  if (header.encoding === 'base64' || header.encoding === 'quoted-printable') {
    problems.push(`A multipart may not be encoded as ${header.encoding} (RFC 2045, 6.4); it was read as it is.`)
  }
  const types = children.map((child) => child.header.contentType)
  const page = types.indexOf('text/html')
  if (header.contentType === 'multipart/alternative' && page >= 0 && types.lastIndexOf('text/plain') > page) {
    problems.push(
      'In multipart/alternative text/plain comes after text/html: the last is the best, so clients show the text.',
    )
  }
  return problems
}

/** A mail that says nothing of a body and has none did not send an empty text. */
function wasSent(entity: Entity): boolean {
  return entity.header.declared || entity.parent !== null || entity.end > entity.body
}

function isEmptyMultipart({ header, body, end }: Entity): boolean {
  return header.contentType.startsWith('multipart/') && body === end
}

function bodyPart({ path, header }: Entity, kind: 'text' | 'html', content: Buffer, charset: string): BodyPart {
  return { path, kind, content, charset, flowed: header.flowed, delSp: header.delSp }
}

function attachment(
  { part, filename, contentType, detected, contentId, disposition }: Part,
  content: Buffer,
): Attachment {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const mismatch = isMismatch(contentType, filename, detected)
  return { part, filename, contentType, detected, mismatch, size: content.length, sha256, contentId, disposition }
}

/** One part of a mail by its path: its content, or its bytes as sent with its header; null when there is none. */
export function onePart(raw: Buffer, path: string, form: 'decoded' | 'source'): PartContent | null {
  const { root } = walk(raw)
  const entity = find(root, path)
  if (!entity) return null
  const { header } = entity
  const bytes =
    form === 'source'
      ? raw.subarray(entity.start, entity.end)
      : entity.children.length > 0
        ? raw.subarray(entity.body, entity.end)
        : decodeTransfer(raw.subarray(entity.body, entity.end), header.encoding).content
  return {
    bytes,
    contentType: header.contentType,
    detected: typeOf(bytes),
    charset: header.charset,
    filename: header.filename,
  }
}

function find(entity: Entity, path: string): Entity | null {
  if (entity.path === path) return entity
  for (const child of entity.children) {
    if (path === child.path || path.startsWith(`${child.path}.`)) return find(child, path)
  }
  return null
}
