/** Snippets are made of templates (ui/strings/snippets.txt): data, fetched when somebody wants one. */
import { doubled, single } from './quoted.ts'
import { shellWord } from './shell-word.ts'

/** By name: `search python`, `mail curl`. */
export type Templates = ReadonlyMap<string, string>

/** What stands for each placeholder; null leaves the line out. */
export type Values = Readonly<Record<string, string | number | null>>

/** Reads the file: what comes before the first heading is for whoever reads it. */
export function templatesOf(file: string): Templates {
  const sections = file.split(/^=== (.+)\n/m).slice(1)
  const named = new Map<string, string>()
  for (let at = 0; at < sections.length; at += 2)
    for (const name of (sections[at] ?? '').split(', ')) named.set(name, (sections[at + 1] ?? '').trimEnd())
  return named
}

/** Without a line end: what is pasted into a terminal does not run before it was read. */
export function filled(templates: Templates, name: string, values: Values): string {
  const lines = templates.get(name)?.split('\n') ?? []
  return lines.flatMap((line) => withValues(line, values) ?? []).join('\n')
}

function withValues(line: string, values: Values): string | null {
  let isWanted = true
  const text = line.replace(/\{\{(['"$]?)(\w+)\}\}/g, (_, quote: string, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`Nothing is known about {{${name}}}.`)
    if (value === null) isWanted = false
    return quoted(quote, String(value))
  })
  return isWanted ? text : null
}

function quoted(quote: string, text: string): string {
  if (quote === '') return text
  return quote === '$' ? shellWord(text) : quote === '"' ? doubled(text) : single(text)
}
