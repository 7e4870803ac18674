/** Names of files in an export: safe on every system, whatever the subject says. */

const LONGEST = 50

/** `0007-reset-your-password`; `count` is the largest number there can be, so that names sort as numbers do. */
export function exportName(number: number, words: string, count: number): string {
  const slug = words
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  const digits = Math.max(4, String(count).length)
  return [String(number).padStart(digits, '0'), slug].filter(Boolean).join('-')
}
