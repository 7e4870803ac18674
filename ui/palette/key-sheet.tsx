/** The keys, and what they do. */
export function KeySheet() {
  return null
}
