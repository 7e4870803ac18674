/** What a wait found out, as the verdict of a matcher. */
import type { Verdict } from './verdict.ts'

/** The finding with its explanation. What went wrong otherwise (no answer, bad criteria) is thrown on. */
export async function asked(wait: () => Promise<unknown>, { passed }: { passed: boolean }): Promise<Verdict> {
  try {
    await wait()
    return { pass: passed, message: () => '' }
  } catch (error) {
    if (!isFinding(error)) throw error
    return { pass: !passed, message: () => error.message }
  }
}

// By its shape: the sink of a CommonJS test of Jest is a module, and has the class a second time.
function isFinding(error: unknown): error is Error & { diagnostics: object } {
  return error instanceof Error && 'diagnostics' in error && error.diagnostics !== null
}
