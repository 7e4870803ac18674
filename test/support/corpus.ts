/** Where the mail corpus lies: real mails that are too many to keep in the project. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** The folder of the corpus; null when it is not there. `MAIL_CORPUS` names it, from the project's root. */
export function findCorpus(env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = resolve(ROOT, env['MAIL_CORPUS'] || '../shared/corpus')
  return existsSync(join(folder, 'MANIFEST.tsv')) ? folder : null
}
