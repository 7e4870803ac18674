/** Before all tests: builds what is older than its sources, looks for what some tests need, and says what will be skipped. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { findChromium, installChromium } from './chromium.ts'
import { findCorpus } from './corpus.ts'

const ROOT = join(import.meta.dirname, '../..')

export default function setup(): void {
  buildStale()
  const why = findChromium() ? null : process.env['CHROMIUM'] ? 'CHROMIUM names no program' : installChromium()
  if (why) skipped(`Browser tests are skipped, because there is no Chromium: ${why}. CHROMIUM may name one.`)
  if (!findCorpus()) {
    process.stdout.write(
      'Tests on the mail corpus are skipped, because it is not there. MAIL_CORPUS may name its folder.\n',
    )
  }
}

// Whoever works on one room is not held up by another that does not build; what needs dist/ fails by itself.
function buildStale(): void {
  try {
    const script = join(ROOT, 'scripts/build.mjs')
    execFileSync(process.execPath, [script, '--stale'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'pipe'] })
  } catch (error) {
    if (process.env['CI']) throw error
    const why = error instanceof Error ? error.message.split('\n').slice(1, 4).join('\n') : String(error)
    process.stdout.write(`The build failed, so tests that need dist/ will fail:\n${why}\n`)
  }
}

// In CI a test that does not run is a failure; the corpus is no part of the project and may be missing even there.
function skipped(line: string): void {
  if (process.env['CI']) throw new Error(line)
  process.stdout.write(`${line}\n`)
}
