/** The licences of the packages that a bundle carries. */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** @param {string} root @param {readonly string[]} modules Paths, absolute or below the root. */
export async function notices(root, modules) {
  const folders = [...new Set(modules.flatMap((path) => packageFolder(resolve(root, path)) ?? []))]
  const texts = await Promise.all(folders.map(notice))
  return [...new Set(texts)]
}

/** The folder of the package that a module is of; null for one of ours. @param {string} path */
export function packageFolder(path) {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null
}

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  const text = file
    ? (await readFile(join(folder, file), 'utf8')).trim()
    : '(The package has no licence file of its own.)'
  return `${name} ${version}, ${license}\n\n${text}\n`
}
