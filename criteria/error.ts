/** Criteria that cannot be understood; the message names what is wrong, and the nearest thing that would be right. */
export class CriteriaError extends Error {
  override readonly name = 'CriteriaError'
}
