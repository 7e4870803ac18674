/** How the parts of an explanation stand on the page: rows with a label, and sections under a title. */

/** Prose is broken here, so that a terminal does not break it under its margin. */
const WIDTH = 100
const LABEL = 9

/** Text with all but the first line under the first; `first` and `rest` are what the lines begin with. */
export function wrapped(text: string, first: string, rest = ' '.repeat(first.length)): string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}

/** `  wanted   1 message: to ann@example.com`. */
export function row(label: string, text: string): string[] {
  return wrapped(text, `  ${label.padEnd(LABEL)}`)
}

/** A title and what stands under it; nothing where there is nothing. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...wrapped(title, '  '), ...lines]
}

/** An item of a section; what is said of it stands behind it, or where that gets too long, under it. */
export function item(text: string, detail = '', joint = ': '): string[] {
  const line = `    ${text}${detail === '' ? '' : `${joint}${detail}`}`
  if (detail === '' || line.length <= WIDTH) return wrapped(line.slice(4), '    ', '      ')
  return [...wrapped(text, '    ', '      '), ...wrapped(detail, '      ')]
}

/** What to do about it. */
export function step(text: string, margin = '    '): string[] {
  return wrapped(text, `${margin}→ `)
}
