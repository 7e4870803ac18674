/** Lines of a page as it is laid out: a block on lines of its own, its content indented, inline content in one line. */

const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** What ends when the next of its kind begins. */
const selfEnding = new Set('p li td th dt dd option'.split(' '))
const deepestIndent = 20
const widest = 100

export class Layout {
  private readonly done: string[] = []
  /** Elements that are open, each with the line that opened it. */
  private readonly stack: { name: string; line: number }[] = []
  private readonly openCount = new Map<string, number>()
  /** Pieces of the line that is being filled: joined once, for a line may be the whole page. */
  private line: string[] = []
  /** The last line, when it is nothing but text and inline elements. */
  private inlineLine = -1
  private kept = ''

  text(shown: string): void {
    const last = this.line.at(-1)
    this.add(last === undefined || last.endsWith(' ') ? shown.trimStart() : shown)
  }

  inline(tag: string, ends: boolean): void {
    this.add(tag)
    if (ends) this.flush()
  }

  other(lines: readonly string[]): void {
    if (lines.length === 1 && this.line.length > 0) this.add(lines[0]!)
    else {
      this.flush()
      for (const line of lines) this.put(line.trim())
    }
  }

  open(name: string, tag: string): void {
    this.flush()
    if (selfEnding.has(name) && this.stack.at(-1)?.name === name) this.pop()
    this.put(tag)
    if (empty.has(name)) return
    this.stack.push({ name, line: this.done.length - 1 })
    this.openCount.set(name, (this.openCount.get(name) ?? 0) + 1)
  }

  close(name: string): void {
    this.flush()
    const tag = `</${name}>`
    if (!this.openCount.get(name)) {
      if (!empty.has(name)) this.put(tag)
      return
    }
    let opened = this.pop()
    while (opened.name !== name) opened = this.pop()
    const size = this.done.length - opened.line
    const short = size === 1 || (size === 2 && this.inlineLine === opened.line + 1)
    const whole = short ? `${this.done[opened.line]}${size === 2 ? this.done.at(-1)!.trim() : ''}${tag}` : null
    if (whole !== null && whole.length <= widest) this.done.splice(opened.line, size, whole)
    else this.put(tag)
  }

  beginKept(tag: string): void {
    this.flush()
    this.kept = tag
  }

  keep(source: string): void {
    this.kept += source
  }

  /** Of a program the indentation follows the page's; everything else stays as it is. */
  endKept(isProgram: boolean, tag: string): void {
    const kept = this.kept + tag
    this.kept = ''
    const lines = kept.split('\n')
    if (!isProgram || lines.length === 1) {
      this.put(kept)
      return
    }
    const [first = '', ...rest] = lines
    const last = rest.at(-1)?.trim() === tag ? rest.pop() : undefined
    const margin = rest.reduce(
      (least, line) => (line.trim() === '' ? least : Math.min(least, line.length - line.trimStart().length)),
      Infinity,
    )
    this.put(first)
    for (const line of rest) this.put(line.trim() === '' ? '' : `  ${line.slice(margin)}`)
    if (last !== undefined) this.put(last.trim())
  }

  lines(): string[] {
    this.flush()
    return this.done
  }

  private pop(): { name: string; line: number } {
    const opened = this.stack.pop()!
    this.openCount.set(opened.name, this.openCount.get(opened.name)! - 1)
    return opened
  }

  private add(piece: string): void {
    if (piece !== '') this.line.push(piece)
  }

  private flush(): void {
    const line = this.line.join('').trim()
    this.line = []
    if (line === '') return
    this.put(line)
    this.inlineLine = this.done.length - 1
  }

  private put(line: string): void {
    this.done.push('  '.repeat(Math.min(this.stack.length, deepestIndent)) + line)
  }
}
