/** The rules of the recipes in docs/faults.md, as they stand there: the tests beside this file run them. */
import type { FaultOptions, FaultScope } from 'mailsink'
import { page, snippetsOf } from '../snippets.ts'

type Rule = FaultOptions & { scope: FaultScope }

/** The recipe under a heading. Its scope is somebody's in the page: give the one that is meant in the test. */
export function recipe(heading: string, scope: FaultScope): Rule
/** Without a scope, for `inbox.fault()`, which has its own. */
export function recipe(heading: string): Omit<FaultOptions, 'scope'>
export function recipe(heading: string, scope?: FaultScope): FaultOptions {
  const found = recipes().find((one) => one.heading === heading)
  if (found === undefined) throw new Error(`docs/faults.md has no recipe "${heading}".`)
  const { scope: _, ...rule } = found.rule
  return scope === undefined ? rule : { ...rule, scope }
}

export function recipes(): { heading: string; rule: Rule }[] {
  const [, chapter = ''] = page('faults.md').split(/^## Recipes$/m)
  return snippetsOf(chapter)
    .filter(({ language }) => language === 'json')
    .map(({ heading, code }) => ({ heading, rule: JSON.parse(code) as Rule }))
}
