/** What a test itself knows to change from run to run, taken out of a snapshot. */

/** Each match becomes the text beside its pattern, or `<redacted>`. */
export function placeholders(text: string, redact: readonly (RegExp | readonly [RegExp, string])[]): string {
  return redact.reduce<string>((redacted, entry) => {
    const [pattern, replacement] = entry instanceof RegExp ? [entry, '<redacted>'] : entry
    const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
    // As it stands: a `$` in a price is none of a replacement pattern.
    return redacted.replaceAll(all, () => replacement)
  }, text)
}
