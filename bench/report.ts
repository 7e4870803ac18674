/** A figure the project promises, and what this run says about it. */
export interface Claim {
  figure: string
  wanted: { atLeast: number } | { atMost: number }
  /** Null when a contestant was missing. */
  measured: number | null
  unit?: string
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is no median of nothing.')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A Markdown table with aligned columns, the first to the left: readable on a terminal, and pasted as it is. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join(' | ')} |`
  const rule = `| ${widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** The last block of every script: each figure, what was wanted of it, what it is. */
export function verdicts(claims: Claim[]): string {
  return table(
    ['figure', 'wanted', 'measured', ''],
    claims.map(({ figure, wanted, measured, unit }) => {
      const [bound, limit] = 'atLeast' in wanted ? ['at least', wanted.atLeast] : ['at most', wanted.atMost]
      const shown = (value: number): string => `${digits(value)}${unit ? ` ${unit}` : ''}`
      const reached = measured !== null && ('atLeast' in wanted ? measured >= limit : measured <= limit)
      return [
        figure,
        `${bound} ${shown(limit)}`,
        measured === null ? '-' : shown(measured),
        measured === null ? 'not measured' : reached ? 'ok' : 'NOT REACHED',
      ]
    }),
  )
}

/** Three significant digits, and thousands set apart: 0.085, 9.61, 10,240. */
export function digits(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 3)
}

export function sizeName(bytes: number): string {
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} KB`
}
