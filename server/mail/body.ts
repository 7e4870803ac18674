/** Which parts are the body that a reader is shown, and which are attachments. */
import type { Entity } from './mime-walk.ts'

export interface Roles {
  readonly text: Entity[]
  readonly html: Entity[]
}

/**
 * The parts of the body in the order of the mail; every other leaf is an attachment. The rule of JMAP (RFC 8621, 4.1.4):
 * text/plain and text/html are body unless they are declared attachments, or come later in a multipart and either have
 * a file name or stand beside the page they belong to.
 */
export function roles(root: Entity): Roles {
  const found: Roles = { text: [], html: [] }
  const visit = (entity: Entity) => {
    if (entity.children.length > 0) for (const child of entity.children) visit(child)
    else if (isBody(entity)) found[entity.header.contentType === 'text/html' ? 'html' : 'text'].push(entity)
  }
  visit(root)
  return found
}

function isBody(entity: Entity): boolean {
  const { contentType, disposition, filename } = entity.header
  if (contentType !== 'text/plain' && contentType !== 'text/html') return false
  if (disposition !== null && disposition !== 'inline') return false
  if (!entity.parent || entity.parent.children[0] === entity) return true
  return entity.parent.header.contentType !== 'multipart/related' && filename === null
}
