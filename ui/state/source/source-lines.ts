/** A text as rows of equal height: its lines, each cut where it would be too long. Plain numbers, no DOM. */

/** Where lines begin and end. A line ends with LF; a CR before it belongs to the end, a CR elsewhere is part of the line. */
export interface Lines {
  readonly count: number
  start(line: number): number
  /** Where its text ends, its line end not counted. */
  end(line: number): number
  ending(line: number): 'crlf' | 'lf' | 'none'
  /** The line that a place in the text is in. */
  at(place: number): number
}

export function linesOf(text: string): Lines {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  // What follows the last line end is a line only if something is there.
  if (starts.length > 1 && starts.at(-1) === text.length) starts.pop()
  const after = (line: number) => starts[line + 1] ?? text.length
  const ending = (line: number) => {
    const end = after(line)
    if (end === starts[line] || text[end - 1] !== '\n') return 'none'
    return text[end - 2] === '\r' && end - 2 >= (starts[line] ?? 0) ? 'crlf' : 'lf'
  }
  return {
    count: text === '' ? 0 : starts.length,
    start: (line) => starts[line] ?? text.length,
    end: (line) => after(line) - { crlf: 2, lf: 1, none: 0 }[ending(line)],
    ending,
    at: (place) => lastAtMost(starts, place),
  }
}

export interface Row {
  readonly line: number
  readonly from: number
  readonly to: number
  /** Whether the line begins here; its further rows have no number. */
  readonly first: boolean
  readonly last: boolean
}

export interface Rows {
  readonly count: number
  /** Columns of the widest row. */
  readonly widest: number
  row(index: number): Row
  /** The row that a place in the text is in. */
  at(place: number): number
  /** The first row of a line. */
  ofLine(line: number): number
}

/** Cuts every line so that none of its rows takes more than `columns` of a font with equal letters. */
export function rowsOf(text: string, lines: Lines, columns: number): Rows {
  // Letters of one width need not be counted one by one, and in most of what is large there are no others.
  const isEven = !/[^\n\r -~]/.test(text)
  const firstRows = new Uint32Array(lines.count + 1)
  /** Where the rows of a line begin, for those that have more than one. */
  const cuts = new Map<number, readonly number[]>()
  let count = 0
  let widest = 0
  for (let line = 0; line < lines.count; line++) {
    firstRows[line] = count
    const from = lines.start(line)
    const to = lines.end(line)
    const { starts, width } = cut(text, from, to, columns, isEven)
    if (starts.length > 1) cuts.set(line, starts)
    widest = Math.max(widest, width)
    count += starts.length
  }
  firstRows[lines.count] = count

  return {
    count,
    widest,
    row(index) {
      const line = lastAtMost(firstRows, index, lines.count)
      const starts = cuts.get(line)
      const piece = index - (firstRows[line] ?? 0)
      return {
        line,
        from: starts?.[piece] ?? lines.start(line),
        to: starts?.[piece + 1] ?? lines.end(line),
        first: piece === 0,
        last: starts === undefined || piece === starts.length - 1,
      }
    },
    at(place) {
      const line = lines.at(place)
      const starts = cuts.get(line)
      return (firstRows[line] ?? 0) + (starts === undefined ? 0 : lastAtMost(starts, place))
    },
    ofLine: (line) => firstRows[Math.min(line, lines.count)] ?? 0,
  }
}

const TAB = 8

function cut(text: string, from: number, to: number, columns: number, isEven: boolean) {
  const starts = [from]
  if (isEven) {
    for (let at = from + columns; at < to; at += columns) starts.push(at)
    return { starts, width: Math.min(columns, to - from) }
  }
  let start = from
  let column = 0
  let widest = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    const plain = code >= 0x20 && code < 0x7f
    const width = plain ? 1 : code === 9 ? TAB - (column % TAB) : widthOf(text.codePointAt(at) ?? 0)
    // Letters without a width fill no row, however many there are.
    if ((column + width > columns && column > 0) || at - start >= 4 * columns) {
      starts.push((start = at))
      column = 0
    }
    column += width
    if (column > widest) widest = column
    // The second half of a pair is part of the first.
    if (code >= 0xd800 && code < 0xdc00) at++
  }
  return { starts, width: widest }
}

/** Columns of a character that is not plain ASCII, as it is shown: marks are as long as what they say, with room around it. */
function widthOf(code: number): number {
  if (code < 0x20 || code === 0x7f) return 2
  if (code < 0xa0) return 5
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0xfeff) return 6
  if ((code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f))
    return 0
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x3ffff)
  return wide ? 2 : 1
}

/** The index of the last one that is not above `wanted`, in ascending numbers of which the first `length` count. */
function lastAtMost(numbers: ArrayLike<number>, wanted: number, length = numbers.length): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((numbers[middle] ?? 0) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}
