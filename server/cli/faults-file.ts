/** A file with rules: a JSON list of them, alone or as the field "faults" of an object. */
import type { GivenRule } from './fault-rule.ts'
import { readText, UsageError, type ReadFile } from './read-values.ts'

const FLAG = '--faults-file'

export function readFaultsFile(path: string, readFile: ReadFile): GivenRule[] {
  const content = parsed(path, readText(FLAG, path, readFile))
  const list: unknown = isObject(content) && 'faults' in content ? content.faults : content
  if (!Array.isArray(list))
    throw new UsageError(
      `${FLAG} names ${path}, which holds no rules: give a JSON list of them, or { "faults": [...] }.`,
    )
  return list.map((spec: unknown, index) => {
    const source = `${path}, rule ${index + 1}`
    if (isObject(spec)) return { source, spec }
    throw new UsageError(`${source}, is no rule: give an object such as { "preset": "greylisting" }.`)
  })
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new UsageError(`${FLAG} names ${path}, which is not JSON: ${error instanceof Error ? error.message : ''}.`)
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
