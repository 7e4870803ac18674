/** Which parts are the body that a reader is shown, and which are attachments. */
import type { Entity } from './mime-walk.ts'

export interface Roles {
  /** In the order of the mail. */
  readonly text: Entity[]
  readonly html: Entity[]
  readonly attachments: Entity[]
}

/**
 * The rule of JMAP (RFC 8621, 4.1.4): text/plain and text/html are body unless they are declared attachments,
 * or come later in a multipart and either have a file name or stand beside the page they belong to.
 */
export function roles(root: Entity): Roles {
  const found: Roles = { text: [], html: [], attachments: [] }
  const visit = (entity: Entity) => {
    if (entity.children.length > 0) for (const child of entity.children) visit(child)
    else if (!isContainer(entity)) (bodyKind(entity, found) ?? found.attachments).push(entity)
  }
  visit(root)
  return found
}

/** A multipart that announces parts and has none holds nothing; one without a boundary holds something nobody can name. */
function isContainer(entity: Entity): boolean {
  return entity.header.contentType.startsWith('multipart/') && entity.body === entity.end
}

function bodyKind(entity: Entity, found: Roles): Entity[] | null {
  const { contentType, disposition, filename } = entity.header
  const kind = contentType === 'text/plain' ? found.text : contentType === 'text/html' ? found.html : null
  if (!kind || (disposition !== null && disposition !== 'inline')) return null
  const first = !entity.parent || entity.parent.children[0] === entity
  const beside = entity.parent?.header.contentType === 'multipart/related'
  return first || (!beside && filename === null) ? kind : null
}
