/** The built mailsink of a checkout: this one, or another one that it is compared with. */
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const sources = ['server', 'client', 'criteria', 'contract']

/** Its program, or in words why there is none. Of one that is older than its sources it is said on stderr. */
export function builtServer(root: string): { script: string } | string {
  const script = resolve(root, 'dist/main.js')
  const built = statSync(script, { throwIfNoEntry: false })
  if (built === undefined) return `${script} is not there, npm run build makes it`
  if (Math.max(...sources.map((folder) => newest(join(root, folder)))) > built.mtimeMs)
    console.error(`${script} is older than its sources: npm run build, or it is the older one that is measured`)
  return { script }
}

/** The time of the last change in a folder. */
function newest(folder: string): number {
  const files = readdirSync(folder, { withFileTypes: true })
  return Math.max(
    ...files.map((file) => {
      const path = join(folder, file.name)
      return file.isDirectory() ? newest(path) : statSync(path).mtimeMs
    }),
  )
}
