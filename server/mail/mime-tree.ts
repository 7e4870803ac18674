/** The MIME tree as it is shown: every part with its size, its digest if it is a file, and what is wrong with it. */
import { createHash } from 'node:crypto'
import type { Attachment, Part } from '../../contract/message.ts'
import { roles } from './body.ts'
import { charsetOf } from './charset.ts'
import { walk, type Entity } from './mime-walk.ts'
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
  const tree: Tree = { root: describe(root), attachments: [], body: [], omissions }

  function describe(entity: Entity): Part {
    const { header, path, problems } = entity
    const part: Part = {
      part: path,
      contentType: header.contentType,
      charset: header.charset,
      encoding: header.encoding,
      disposition: header.disposition,
      filename: header.filename,
      contentId: header.contentId,
      size: entity.end - entity.body,
      problems,
      parts: [],
    }
    return part
  }
  fill(tree.root, root)
  return tree

  function fill(part: Part, entity: Entity): void {
    for (const child of entity.children) {
      const next = describe(child)
      part.parts.push(next)
      fill(next, child)
    }
    if (entity.children.length > 0) describeContainer(entity)
    else describeLeaf(part, entity)
  }

  function describeContainer({ header, problems, children }: Entity): void {
    if (header.encoding === 'base64' || header.encoding === 'quoted-printable') {
      problems.push(`A multipart may not be encoded as ${header.encoding} (RFC 2045, 6.4); it was read as it is.`)
    }
    const types = children.map((child) => child.header.contentType)
    if (header.contentType === 'multipart/alternative' && types.indexOf('text/html') >= 0) {
      if (types.lastIndexOf('text/plain') > types.indexOf('text/html')) {
        problems.push('text/plain comes after text/html in multipart/alternative: the last one is the best, so clients show the plain text.')
      }
    }
  }

  function describeLeaf(part: Part, entity: Entity): void {
    const { header } = entity
    const sent = raw.subarray(entity.body, entity.end)
    const { content, problems } = decodeTransfer(sent, header.encoding)
    part.size = content.length
    part.problems.push(...problems)
    const kind = kinds.get(entity)
    if (header.contentType.startsWith('text/')) {
      const { charset, problem } = charsetOf(content, header.charset, header.contentType === 'text/html')
      if (problem) part.problems.push(problem)
      // A mail that says nothing of a body and has none did not send an empty text.
      if (kind && (header.declared || content.length > 0 || entity.parent)) {
        tree.body.push({ path: entity.path, kind, content, charset, flowed: header.flowed, delSp: header.delSp })
      }
    }
    if (kind || (content.length === 0 && header.contentType.startsWith('multipart/'))) return
    tree.attachments.push({
      part: entity.path,
      filename: header.filename,
      contentType: header.contentType,
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      contentId: header.contentId,
      disposition: header.disposition,
    })
  }
}

/** One part of a mail by its path: its content, or its bytes as sent with its header; null when there is none. */
export function onePart(raw: Buffer, path: string, form: 'decoded' | 'source') {
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
  return { bytes, contentType: header.contentType, charset: header.charset, filename: header.filename }
}

function find(entity: Entity, path: string): Entity | null {
  if (entity.path === path) return entity
  for (const child of entity.children) {
    if (path === child.path || path.startsWith(`${child.path}.`)) return find(child, path)
  }
  return null
}
